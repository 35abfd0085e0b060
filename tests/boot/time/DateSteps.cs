using System;
using System.Diagnostics;
using System.Threading.Tasks;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Time;

/// <summary>Somebody sets the host's clock: the date steps, and nothing else does.</summary>
internal static class DateSteps
{
    private const int PlatformOp = 7;

    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    /// <summary>The control domain sets it.</summary>
    public static unsafe Task MakeAsync(GuestDomain domain)
    {
        foreach (int days in (int[])[100, -30, 0])
        {
            DateTime wanted = DateTime.UtcNow.AddDays(days);
            long before = Stopwatch.GetTimestamp();
            TimeSet request = new()
            {
                Command = 62,
                InterfaceVersion = 0x0300_0001,
                Seconds = (ulong)((wanted - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond),
                Nanoseconds = (uint)((wanted - DateTime.UnixEpoch).Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick),
                SystemTime = domain.Time.SystemTimeNanoseconds,
            };
            long answer = HypercallTo(PlatformOp, (ulong)&request);
            Check.Equal($"Xen sets the clock by {days} days", 0, answer);
            CheckDate(wanted, before);
        }

        return Task.CompletedTask;
    }

    /// <summary>Another domain sets it, ahead by at least a day.</summary>
    public static async Task AwaitAsync()
    {
        DateTime before = DateTime.UtcNow;
        long start = Stopwatch.GetTimestamp();
        long ticks = Environment.TickCount64;
        Console.WriteLine($"type, {before:O}");
        while (DateTime.UtcNow - before < TimeSpan.FromDays(1) && Stopwatch.GetElapsedTime(start) < s_longest)
        {
            await Task.Delay(20);
        }

        TimeSpan stepped = DateTime.UtcNow - before;
        TimeSpan passed = Stopwatch.GetElapsedTime(start);
        Check.That("the date steps", stepped.TotalDays is > 99 and < 101, $"by {stepped.TotalDays:F3} days");
        Check.That("the stopwatch does not", passed < s_longest, $"{passed.TotalSeconds:F3} s");
        Check.That("nor the ticks", Environment.TickCount64 - ticks <= passed.TotalMilliseconds + 1000, $"{Environment.TickCount64 - ticks} ms");
    }

    private static void CheckDate(DateTime wanted, long before)
    {
        TimeSpan off = DateTime.UtcNow - wanted;
        Check.That("the date is what was set", off < s_tolerance && off > -s_tolerance, $"off by {off.TotalMilliseconds:F3} ms");
        TimeSpan passed = Stopwatch.GetElapsedTime(before);
        Check.That("the stopwatch took no step", passed >= TimeSpan.Zero && passed < s_tolerance, $"{passed.TotalMilliseconds:F3} ms");
    }

    private static unsafe long HypercallTo(ulong number, ulong argument)
    {
        MachineFacts facts;
        Machine.Call((ulong)MachineCall.ReadFacts, (ulong)&facts, 0, 0, 0, 0);
        return ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, long>)facts.HypercallByPage)(number, argument, 0, 0, 0, 0);
    }

    /// <summary>struct xen_platform_op with struct xenpf_settime64, public/platform.h.</summary>
    private unsafe struct TimeSet
    {
        internal uint Command;
        internal uint InterfaceVersion;
        internal ulong Seconds;
        internal uint Nanoseconds;
        internal uint MustBeZero;
        internal ulong SystemTime;
        internal fixed byte Rest[128];
    }
}
