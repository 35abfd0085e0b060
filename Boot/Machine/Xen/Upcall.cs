using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.Xen;

/// <summary>Xen's event-channel upcall, as far as Machine takes part in it: count, and wake the event thread.</summary>
/// <remarks>The order matters: 1. pending is cleared, 2. the count goes up, 3. the event thread runs and scans. An event that Xen
/// raises after 1 sets pending again and so brings another upcall; one raised before is seen by the scan of 3.
/// The event thread may scan on another CPU meanwhile: it sees the count go up only when it can see all that was raised before 1, and
/// then looks again.</remarks>
internal static unsafe class Upcall
{
    /// <summary>Takes an upcall; whether a thread was boosted.</summary>
    internal static Turn Take(CpuBlock* cpu)
    {
        if (cpu->UpcallPending == null)
        {
            Stop.With("an upcall came before anybody had attached to it"u8);
        }

        *cpu->UpcallPending = 0;
        cpu->UpcallCount++;
        ThreadBlock* waiter = cpu->EventThread;
        if (waiter == null)
        {
            return Turn.Keep;
        }

        cpu->EventThread = null;
        waiter->UpcallAwaited = null;
        Scheduler.WakeBoosted(waiter, 0);
        return Turn.GiveWayToBoosted;
    }

    /// <summary>Lets the upcalls of a CPU go to the vcpu_info whose evtchn_upcall_pending is given.</summary>
    internal static long Attach(CpuBlock* cpu, byte* pending)
    {
        if (cpu->UpcallPending != null && cpu->UpcallPending != pending)
        {
            return -Errno.Invalid;
        }

        cpu->UpcallPending = pending;
        Clock.MoveVcpuInfo(cpu, (ulong)pending);
        return 0;
    }

    /// <summary>Sleeps until the count is no longer the one that the caller has seen.</summary>
    internal static long Wait(CpuBlock* cpu, ThreadBlock* thread, uint seen)
    {
        if (cpu->UpcallCount != seen)
        {
            return 0;
        }

        if (cpu->EventThread != null)
        {
            return -Errno.Invalid;
        }

        cpu->EventThread = thread;
        thread->UpcallAwaited = cpu;
        Scheduler.Block(thread);
        return 0;
    }

    /// <summary>A signal takes the thread out of its wait.</summary>
    internal static void Forget(ThreadBlock* thread)
    {
        if (thread->UpcallAwaited != null)
        {
            thread->UpcallAwaited->EventThread = null;
            thread->UpcallAwaited = null;
        }
    }
}
