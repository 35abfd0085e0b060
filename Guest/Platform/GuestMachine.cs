using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.Platform;

/// <summary>What lies below this library, beside Xen: the bare machine, or in tests one that stands on the model of Xen.</summary>
internal abstract unsafe class GuestMachine
{
    /// <summary>What the machine found.</summary>
    internal abstract MachineFacts Facts { get; }

    /// <summary>Pages to share with Xen.</summary>
    internal abstract PageSource Pages { get; }

    /// <summary>Memory that nobody uses.</summary>
    internal abstract FramePool Frames { get; }

    /// <summary>Xen's system time, in nanoseconds.</summary>
    internal abstract ulong SystemTimeNanoseconds { get; }

    /// <summary>What concerns one vCPU.</summary>
    internal abstract VcpuFacts DescribeVcpu(uint vcpu);

    /// <summary>Says where a vCPU's evtchn_upcall_pending is. From then on upcalls may come.</summary>
    internal abstract void AttachUpcall(uint vcpu, void* pending);

    /// <summary>Lets the calling thread run on some vCPUs only, on one of which it is when this returns.</summary>
    /// <returns>Those that it might run on before.</returns>
    internal abstract VcpuMask LetRunOn(VcpuMask vcpus);

    /// <summary>Stops this domain to be saved. Where it goes on as a restored one, <see cref="Facts"/> are that one's.</summary>
    /// <param name="witness">A port that is bound to signals between vCPUs: where it still is, the domain was not restored.</param>
    /// <returns>What came of it; or Xen's refusal.</returns>
    internal abstract XenResult<SuspendOutcome> Suspend(EventPort witness);

    /// <summary>The guest frame of a page that <see cref="Facts"/> or <see cref="DescribeVcpu"/> name.</summary>
    internal abstract GuestFrame FrameOf(void* page);
}
