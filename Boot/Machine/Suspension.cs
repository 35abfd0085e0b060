using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>Stops this domain to be saved, and gives Xen again what Machine had given it where the domain goes on as another.</summary>
/// <remarks>
/// The caller holds the kernel lock. What the program has given Xen it gives again itself: no upcall comes before that.
/// 0. What was said is taken by the console's other end, while there is one.
/// 1. Every other CPU stands still, so that none of them reads a time that is not this Xen's.
///    The clock is read once more: a restored domain's goes on from there.
/// 2. Xen stops all vCPUs. A toolstack saves memory and registers; or it does not, and the domain goes on.
/// 3. A restored domain has its memory and its registers, its LAPICs included, and nothing else: no event channel, no grant, no area that
///    Xen writes to. The page is registered first: by it Xen also takes the width of memory that is shared.
/// 4. Each CPU has its own areas registered before any goes on.
/// </remarks>
internal static unsafe class Suspension
{
    /// <summary>0 in a domain that was restored, 1 where nothing came of it, or Xen's error.</summary>
    /// <param name="witness">A port that is bound to signals between vCPUs: only the domain that was stopped has it.</param>
    internal static long Suspend(uint witness)
    {
        const long Restored = 0;
        const long Cancelled = 1;
        RingConsole.AwaitTaken();
        CpuRequests.StandStill();
        _ = Clock.Now();
        SchedShutdown shutdown = default;
        shutdown.Reason = ShutdownReason.Suspend;
        long result = Hypercalls.SchedOp(SchedCommand.Shutdown, &shutdown);
        result = result == Restored && Hypercalls.IsBoundToSignals(witness) ? Cancelled : result;
        if (result != Restored)
        {
            CpuRequests.GoOn(CpuRequest.None);
            return result;
        }

        Hypercalls.RegisterPage();
        SecondaryCpus.GoOnRestored(Cpu.Current);
        CpuRequests.GoOn(CpuRequest.GoOnRestored);
        Clock.GoOnRestored();
        Scheduler.ForgetDeadlines();

        // A copy of this domain that is restored as well must not draw the same numbers.
        Entropy.Start();
        StorePage.GoOnRestored();
        RingConsole.GoOnRestored();
        return Restored;
    }
}
