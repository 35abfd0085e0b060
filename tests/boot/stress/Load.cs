using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace XenGuest.BootGuests.Stress;

/// <summary>Everything at once; each worker checks its own results.</summary>
internal static class Load
{
    private const int Threads = 8;
    private const int SecondsPerLook = 10;
    private const int Tasks = 10;

    private static readonly ConcurrentDictionary<int, string> s_shared = new();
    private static readonly Channel<int> s_channel = Channel.CreateBounded<int>(16);
    private static readonly object s_gate = new();

    private static volatile bool s_stop;
    private static long s_operations;
    private static long s_exceptions;
    private static long s_wrong;
    private static long s_guarded;
    private static long s_sent;
    private static long s_received;

    public static void Run(TimeSpan duration)
    {
        EventRing ring = new(GuestEntry.Start());
        Stopwatch clock = Stopwatch.StartNew();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(static i => new Thread(() => Work(i)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        Task[] tasks = [.. Enumerable.Range(0, Tasks).Select(static i => Task.Run(() => i % 2 == 0 ? SendAsync(i) : ReceiveAsync()))];
        ulong afterWarmUp = 0;
        long takenBefore = 0;
        bool stood = false;
        for (int report = 1; clock.Elapsed < duration; report++)
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
            if (report % SecondsPerLook == 0)
            {
                stood |= ring.Taken == takenBefore;
                takenBefore = ring.Taken;
            }

            if (report == 3)
            {
                afterWarmUp = Machine.Counts.AvailableFrames;
            }
        }

        s_stop = true;
        ring.Stop();
        Check.That("the event never stood still", !stood);
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Task.WaitAll(tasks[..].Where(static (_, i) => i % 2 == 0));
        s_channel.Writer.Complete();
        Task.WaitAll(tasks);
        GC.Collect();
        long lost = (long)(afterWarmUp - Machine.Counts.AvailableFrames);
        Check.Equal("every result was right", 0L, s_wrong);
        Check.Equal("what was sent was received", s_sent, s_received);
        Check.That("all of it happened", s_operations > 100 && s_exceptions > 20 && GC.CollectionCount(0) > 2, $"{s_operations} operations, {s_guarded} under the lock, {s_exceptions} exceptions, {s_sent} messages, {GC.CollectionCount(0)} collections");
        Check.That("memory does not dwindle", lost < 4096, $"{lost * 4} KiB less than after 3 s");
    }

    private static void Work(int me)
    {
        Random random = new(me);
        while (!s_stop)
        {
            bool right = (random.Next() % 6) switch
            {
                0 => Throw(random.Next()),
                1 => Allocate(random.Next(1, 200)),
                2 => Guard(),
                3 => Share(random.Next(500)),
                4 => Compute(random.NextDouble()),
                _ => StartThread(random.Next()),
            };
            Interlocked.Increment(ref s_operations);
            if (!right)
            {
                Interlocked.Increment(ref s_wrong);
            }
        }
    }

    private static bool Throw(int value)
    {
        Interlocked.Increment(ref s_exceptions);
        string? nothing = null;
        try
        {
            return (value % 3) switch
            {
                0 => value / (value % 3) == 0,
                1 => nothing!.Length == 0,
                _ => throw new InvalidOperationException($"{value}"),
            };
        }
        catch (DivideByZeroException)
        {
            return value % 3 == 0;
        }
        catch (NullReferenceException)
        {
            return value % 3 == 1;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message == $"{value}";
        }
    }

    private static bool Allocate(int count)
    {
        string[] texts = [.. Enumerable.Range(0, count).Select(static i => new string('x', i % 40))];
        byte[] large = new byte[count * 1000];
        bool zero = large.AsSpan().IndexOfAnyExcept((byte)0) < 0;
        return zero && texts.Sum(static text => text.Length) == Enumerable.Range(0, count).Sum(static i => i % 40);
    }

    private static bool Guard()
    {
        lock (s_gate)
        {
            long before = s_guarded;
            Thread.Yield();
            s_guarded = before + 1;
            return true;
        }
    }

    private static bool Share(int key) =>
        s_shared.AddOrUpdate(key, static k => $"{k}", static (k, old) => old == $"{k}" ? new string(old) : "wrong") == $"{key}";

    private static bool Compute(double value)
    {
        double sum = 0;
        for (int i = 1; i < 2000; i++)
        {
            sum += Math.Sqrt(value + i) - Math.Sqrt(value + i);
        }

        return sum == 0;
    }

    private static bool StartThread(int value)
    {
        int result = 0;
        Thread thread = new(() => result = value);
        thread.Start();
        thread.Join();
        return result == value;
    }

    private static async Task SendAsync(int me)
    {
        for (int i = 0; !s_stop; i++)
        {
            await s_channel.Writer.WriteAsync(me + i);
            Interlocked.Increment(ref s_sent);
            if (i % 50 == 0)
            {
                await Task.Delay(i % 3);
            }
        }
    }

    private static async Task ReceiveAsync()
    {
        await foreach (int _ in s_channel.Reader.ReadAllAsync())
        {
            Interlocked.Increment(ref s_received);
        }
    }
}
