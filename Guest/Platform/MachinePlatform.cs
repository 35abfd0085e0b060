using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;

namespace XenGuest.Platform;

/// <summary>The bare machine below the runtime: what it found, and the calls that only it has.</summary>
internal static unsafe partial class MachinePlatform
{
    /// <summary>What Machine found. The pointers in it stay valid.</summary>
    /// <exception cref="PlatformNotSupportedException">The program does not run on XenGuest's own machine.</exception>
    internal static MachineFacts ReadFacts()
    {
        MachineFacts facts = default;
        try
        {
            if (Call((nuint)MachineCall.ReadFacts, (nuint)(&facts), 0) != 0)
            {
                throw new PlatformNotSupportedException("The machine below the runtime did not say where it runs.");
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw WithoutMachine(e);
        }

        return facts;
    }

    /// <summary>What Machine tells about one vCPU. The pointers in it stay valid.</summary>
    internal static VcpuFacts ReadVcpuFacts(uint vcpu)
    {
        VcpuFacts facts = default;
        if (Call((nuint)MachineCall.DescribeVcpu, vcpu, (nuint)(&facts)) != 0)
        {
            throw new InvalidOperationException($"The machine has no vCPU {vcpu}.");
        }

        return facts;
    }

    /// <summary>Says where a vCPU's evtchn_upcall_pending is. From then on upcalls may come.</summary>
    internal static void AttachUpcall(uint vcpu, void* pending)
    {
        if (Call((nuint)MachineCall.AttachUpcall, vcpu, (nuint)pending) != 0)
        {
            throw new InvalidOperationException($"The machine has no vCPU {vcpu} that takes upcalls.");
        }
    }

    /// <summary>Sleeps until the vCPU's upcall count is another than <paramref name="seen"/>; may return early.</summary>
    /// <exception cref="InvalidOperationException">Another thread waits for the same vCPU's upcalls.</exception>
    internal static void WaitUpcall(uint vcpu, uint seen)
    {
        const int Interrupted = -4;
        if (WaitingCall((nuint)MachineCall.WaitUpcall, vcpu, seen) is not (0 or Interrupted))
        {
            throw new InvalidOperationException($"Another thread waits for the upcalls of vCPU {vcpu}.");
        }
    }

    /// <summary>Lets the calling thread run on one vCPU only, where it is when this returns.</summary>
    internal static void StayOn(uint vcpu) => SetAffinity(VcpuMask.Of(vcpu));

    /// <summary>The vCPU that the calling thread runs on now.</summary>
    internal static uint CurrentVcpu()
    {
        const nuint GetCpu = 309;
        uint vcpu = 0;
        Call(GetCpu, (nuint)(&vcpu), 0);
        return vcpu;
    }

    /// <summary>The vCPUs that the calling thread may run on.</summary>
    internal static VcpuMask GetAffinity()
    {
        const nuint Get = 204;
        VcpuMask vcpus = default;
        return Call(Get, 0, (nuint)sizeof(VcpuMask), (nuint)(&vcpus)) > 0
            ? vcpus : throw new InvalidOperationException("The machine does not say where the thread may run.");
    }

    /// <summary>Lets the calling thread run on some vCPUs only, on one of which it is when this returns.</summary>
    internal static void SetAffinity(VcpuMask vcpus)
    {
        const nuint Set = 203;
        if (WaitingCall(Set, 0, (nuint)sizeof(VcpuMask), (nuint)(&vcpus)) != 0)
        {
            throw new InvalidOperationException("The machine has none of these vCPUs.");
        }
    }

    /// <summary>Ends the machine at once.</summary>
    /// <exception cref="PlatformNotSupportedException">The program does not run on XenGuest's own machine.</exception>
    [DoesNotReturn]
    internal static void EndMachine(uint code)
    {
        try
        {
            Call((nuint)MachineCall.EndMachine, code, 0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw WithoutMachine(e);
        }

        throw new InvalidOperationException("The machine did not end.");
    }

    /// <summary>Says how the machine ends when the program has ended with success.</summary>
    internal static void EndBy(ShutdownReason reason) => Call((nuint)MachineCall.EndBy, (nuint)reason, 0);

    /// <summary>Takes a zeroed frame of memory for good, unless there is none left.</summary>
    internal static bool TryLendFrame(out LentFrame frame)
    {
        LentFrame lent = default;
        bool there = Call((nuint)MachineCall.LendFrame, (nuint)(&lent), 0) == 0;
        frame = lent;
        return there;
    }

    /// <summary>Stops this domain to be saved: 0 in one that was restored, 1 where nothing came of it, or Xen's error, negative.</summary>
    /// <remarks>Other threads that this waits for, to end a garbage collection, run meanwhile: it waits.</remarks>
    internal static int Suspend(uint witness) => (int)WaitingCall((nuint)MachineCall.Suspend, witness, 0);

    /// <summary>What the machine has counted, and what it has left.</summary>
    internal static MachineCounts ReadCounts()
    {
        MachineCounts counts = default;
        Call((nuint)MachineCall.ReadCounts, (nuint)(&counts), 0);
        return counts;
    }

    /// <summary>Takes frames out of use; how many were taken.</summary>
    internal static uint TakeFrames(nuint* frames, uint count, ulong keep)
    {
        nint taken = Call((nuint)MachineCall.TakeFrames, (nuint)frames, count, (nuint)keep);
        return taken >= 0 ? (uint)taken : throw new InvalidOperationException("The machine takes no such list of frames.");
    }

    /// <summary>Gives frames back that were taken.</summary>
    internal static void GiveFrames(nuint* frames, uint count)
    {
        if (Call((nuint)MachineCall.GiveFrames, (nuint)frames, count) != 0)
        {
            throw new InvalidOperationException("The machine does not know the frames that it is given.");
        }
    }

    /// <summary>Says that an event has come for the console's ring.</summary>
    internal static void TakeConsoleEvent() => Call((nuint)MachineCall.TakeConsoleEvent, 0, 0);

    /// <summary>Nanoseconds of Xen's system time.</summary>
    internal static ulong SystemTime() => (ulong)Call((nuint)MachineCall.SystemTime, 0, 0);

    private static PlatformNotSupportedException WithoutMachine(Exception reason) =>
        new("This program is not an image made by XenGuest.Sdk: there is no machine below the runtime.", reason);

    // Short calls keep the thread in managed mode; the wait must not, or a garbage collection would wait for an event.
    [LibraryImport("machine", EntryPoint = "machine_call")]
    [SuppressGCTransition]
    private static partial nint Call(nuint number, nuint first, nuint second, nuint third = 0);

    [LibraryImport("machine", EntryPoint = "machine_call")]
    private static partial nint WaitingCall(nuint number, nuint first, nuint second, nuint third = 0);
}
