using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.SystemCalls;

/// <summary>A wrong pointer is the caller's error: EFAULT, and never a fault in the machine.</summary>
internal static unsafe class BadPointers
{
    private const long Fault = -14;
    private const ulong PageSize = 4096;

    private static readonly int[] s_word = GC.AllocateArray<int>(1, pinned: true);

    public static void Run()
    {
        ulong mapped = (ulong)Machine.Call(9, 0, 3 * PageSize, 3, 0x22, ulong.MaxValue);
        _ = Machine.Call(10, mapped + PageSize, PageSize, 0, 0, 0);
        _ = Machine.Call(10, mapped, PageSize, 1, 0, 0);
        Dictionary<string, ulong> wrong = new()
        {
            ["null"] = 8,
            ["page 0's end"] = 4095,
            ["below the image"] = 0x10_0000,
            ["text"] = (ulong)(delegate* unmanaged<void>)&Function,
            ["a page that allows nothing"] = mapped + PageSize,
            ["read-only memory"] = mapped + 64,
            ["unmapped memory"] = mapped + (64UL << 30),
            ["memory of the machine"] = 0xFFFF_8000_0010_0000,
            ["the machine's stacks"] = 0xFFFF_9000_0000_1800,
            ["the hole between the halves"] = 0x0000_9000_0000_0000,
            ["the last byte of all"] = ulong.MaxValue,
            ["the boot stack's guard page"] = BootStackGuard(),
        };

        foreach ((string name, ulong pointer) in wrong)
        {
            List<string> accepted = [];
            foreach ((string call, Func<ulong, long> make) in Writers())
            {
                long result = make(pointer);
                if (result != Fault)
                {
                    accepted.Add($"{call}: {result}");
                }
            }

            bool readable = name is "text" or "read-only memory";
            foreach ((string call, Func<ulong, long> make) in Readers())
            {
                if (!readable && make(pointer) is var result && result != Fault)
                {
                    accepted.Add($"{call}: {result}");
                }
            }

            Check.That($"a pointer to {name}", accepted.Count == 0, accepted.Count == 0 ? null : string.Join(", ", accepted));
        }

        // The last bytes of a readable page are all there is: what is longer runs into the page that allows nothing.
        Check.Equal("a structure that begins in memory and ends outside", Fault, Machine.Call(35, mapped + PageSize - 8, 0, 0, 0, 0));
        Check.Equal("a range that wraps around", Fault, Machine.Call(318, ulong.MaxValue - 10, 100, 0, 0, 0));
        _ = Machine.Call(11, mapped, 3 * PageSize, 0, 0, 0);
    }

    /// <summary>The calls that write where the pointer points.</summary>
    private static IEnumerable<(string Call, Func<ulong, long> Make)> Writers()
    {
        yield return ("fstat", static p => Machine.Call(5, 1, p, 0, 0, 0));
        yield return ("rt_sigaction, old", static p => Machine.Call(13, 10, 0, p, 8, 0));
        yield return ("rt_sigprocmask, old", static p => Machine.Call(14, 0, 0, p, 8, 0));
        yield return ("pipe2", static p => Machine.Call(293, p, 0, 0, 0, 0));
        yield return ("uname", static p => Machine.Call(63, p, 0, 0, 0, 0));
        yield return ("getcwd", static p => Machine.Call(79, p, 100, 0, 0, 0));
        yield return ("gettimeofday", static p => Machine.Call(96, p, 0, 0, 0, 0));
        yield return ("getrlimit", static p => Machine.Call(97, 3, p, 0, 0, 0));
        yield return ("prlimit64", static p => Machine.Call(302, 0, 3, 0, p, 0));
        yield return ("getrusage", static p => Machine.Call(98, 0, p, 0, 0, 0));
        yield return ("sysinfo", static p => Machine.Call(99, p, 0, 0, 0, 0));
        yield return ("sigaltstack, old", static p => Machine.Call(131, 0, p, 0, 0, 0));
        yield return ("sched_getaffinity", static p => Machine.Call(204, 0, 8, p, 0, 0));
        yield return ("clock_gettime", static p => Machine.Call(228, 1, p, 0, 0, 0));
        yield return ("clock_getres", static p => Machine.Call(229, 1, p, 0, 0, 0));
        yield return ("getcpu", static p => Machine.Call(309, p, 0, 0, 0, 0));
        yield return ("getrandom", static p => Machine.Call(318, p, 16, 0, 0, 0));
        yield return ("clone, parent's word", static p => Machine.Call(56, 0x11_0000, 0, p, 0, 0));
        yield return ("the machine's facts", static p => Machine.Call(0x1000, p, 0, 0, 0, 0));
        yield return ("the machine's counts", static p => Machine.Call(0x1005, p, 0, 0, 0, 0));
    }

    /// <summary>The calls that read there.</summary>
    private static IEnumerable<(string Call, Func<ulong, long> Make)> Readers()
    {
        yield return ("write", static p => Machine.Call(1, 1, p, 10, 0, 0));
        yield return ("writev", static p => Machine.Call(20, 1, p, 1, 0, 0));
        yield return ("open", static p => Machine.Call(2, p, 0, 0, 0, 0));
        yield return ("openat", static p => Machine.Call(257, ulong.MaxValue - 99, p, 0, 0, 0));
        yield return ("newfstatat", static p => Machine.Call(262, 0, p, 0, 0, 0));
        yield return ("stat", static p => Machine.Call(4, p, 0, 0, 0, 0));
        yield return ("rt_sigaction, new", static p => Machine.Call(13, 10, p, 0, 8, 0));
        yield return ("rt_sigprocmask, new", static p => Machine.Call(14, 0, p, 0, 8, 0));
        yield return ("sigaltstack, new", static p => Machine.Call(131, p, 0, 0, 0, 0));
        yield return ("nanosleep", static p => Machine.Call(35, p, 0, 0, 0, 0));
        yield return ("clock_nanosleep", static p => Machine.Call(230, 1, 0, p, 0, 0));
        yield return ("futex wait", static p => Machine.Call(202, p & ~3UL, 128, 0, 0, 0));
        yield return ("futex requeue, to", static p => Machine.Call(202, Word(), 131, 0, 1, p & ~3UL));
    }

    private static ulong Word() => (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(s_word, 0);

    /// <summary>The one page of the image that is not mapped: it lies below the boot stack, some pages before shared_info.</summary>
    private static ulong BootStackGuard()
    {
        MachineFacts facts;
        _ = Machine.Call((ulong)MachineCall.ReadFacts, (ulong)&facts, 0, 0, 0, 0);
        ulong page = (ulong)facts.SharedInfoPage;
        for (int i = 0; i < 16; i++, page -= PageSize)
        {
            if (!Probe.CanRead((void*)page))
            {
                return page;
            }
        }

        throw new InvalidOperationException("there is no guard page below shared_info");
    }

    [UnmanagedCallersOnly]
    private static void Function()
    {
    }
}
