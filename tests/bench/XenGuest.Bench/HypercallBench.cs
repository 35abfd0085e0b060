using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Bench;

/// <summary>What a typed hypercall costs more than the indirect call that no hypercall can do without.</summary>
internal sealed unsafe class HypercallBench : IDisposable
{
    private const int Calls = 100_000;

    private readonly MeasuredPage _page = new();
    private readonly EventChannelOperations _operations;

    private HypercallBench() => _operations = new EventChannelOperations(new XenHypervisor(_page.Trampoline));

    /// <exception cref="InvalidOperationException">A hypercall answered what the page did not, or did not reach it.</exception>
    public static IReadOnlyList<BenchRow> Run()
    {
        using HypercallBench bench = new();
        (double typed, double raw, double overRaw) = AlternatingPairs.Measure(Calls, bench.Typed, bench.Trampoline);
        (double typedAgain, double entry, _) = AlternatingPairs.Measure(Calls, bench.Typed, bench.Entry);
        return
        [
            BenchRow.Against("typed notify, raw indirect call of the trampoline (host, tier-1 JIT)", "ns", Rounded(typed), Rounded(raw)),
            BenchRow.Alone("typed notify beyond that raw call (at most 2)", "ns", Rounded(overRaw)),
            BenchRow.Against("typed notify, raw indirect call of the page's entry itself", "ns", Rounded(typedAgain), Rounded(entry)),
            BenchRow.Alone("typed notify, allocated on the heap", "B", bench.AllocatedBytes()),
        ];
    }

    public void Dispose() => _page.Dispose();

    private void Typed() => Check(Typed(_operations));

    private void Trampoline() => Check(Trampoline(_page.Trampoline));

    private void Entry() => Check(Entry(_page.Slot((uint)HypercallNumber.EventChannelOp)));

    // The loops hold nothing but what they measure: another live value costs more than the call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Typed(EventChannelOperations operations)
    {
        int failures = 0;
        for (uint port = 1; port <= Calls; port++)
        {
            if (operations.Notify(new EventPort(port)) != XenErrno.None)
            {
                failures++;
            }
        }

        return failures;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Trampoline(void* address)
    {
        delegate* unmanaged[SuppressGCTransition]<nuint, nuint, void*, nuint, nuint, nuint, nint> trampoline =
            (delegate* unmanaged[SuppressGCTransition]<nuint, nuint, void*, nuint, nuint, nuint, nint>)address;
        int failures = 0;
        for (uint port = 1; port <= Calls; port++)
        {
            uint argument = port;
            if (trampoline((nuint)HypercallNumber.EventChannelOp, (nuint)EventChannelCommand.Send, &argument, 0, 0, 0) != 0)
            {
                failures++;
            }
        }

        return failures;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Entry(void* address)
    {
        delegate* unmanaged[SuppressGCTransition]<nuint, void*, nint> entry =
            (delegate* unmanaged[SuppressGCTransition]<nuint, void*, nint>)address;
        int failures = 0;
        for (uint port = 1; port <= Calls; port++)
        {
            uint argument = port;
            if (entry((nuint)EventChannelCommand.Send, &argument) != 0)
            {
                failures++;
            }
        }

        return failures;
    }

    private long AllocatedBytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Typed();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Check(int failures)
    {
        if (failures != 0 || _page.LastWord != Calls)
        {
            throw new InvalidOperationException(
                $"{failures} hypercalls failed, and the last one that reached the page was number {_page.LastWord} of {Calls}.");
        }
    }

    private static double Rounded(double nanoseconds) => Math.Round(nanoseconds, 2);
}
