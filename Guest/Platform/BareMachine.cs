using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.Platform;

/// <summary>The machine that the program runs on.</summary>
internal sealed unsafe class BareMachine : GuestMachine
{
    private const int PageShift = 12;

    private MachineFacts _facts;

    /// <exception cref="System.PlatformNotSupportedException">The program does not run on XenGuest's own machine.</exception>
    internal BareMachine() => _facts = MachinePlatform.ReadFacts();

    internal override MachineFacts Facts => _facts;

    internal override PageSource Pages { get; } = new MachinePages();

    internal override FramePool Frames { get; } = new MachineFrames();

    internal override ulong SystemTimeNanoseconds => MachinePlatform.SystemTime();

    internal override VcpuFacts DescribeVcpu(uint vcpu) => MachinePlatform.ReadVcpuFacts(vcpu);

    internal override void AttachUpcall(uint vcpu, void* pending) => MachinePlatform.AttachUpcall(vcpu, pending);

    internal override VcpuMask LetRunOn(VcpuMask vcpus)
    {
        // With one vCPU every thread is there already.
        if (Facts.CpuCount == 1)
        {
            return vcpus;
        }

        VcpuMask before = MachinePlatform.GetAffinity();
        MachinePlatform.SetAffinity(vcpus);
        return before;
    }

    internal override XenResult<SuspendOutcome> Suspend(EventPort witness)
    {
        int result = MachinePlatform.Suspend(witness.Value);
        if (result < 0)
        {
            return (XenErrno)(-result);
        }

        _facts = MachinePlatform.ReadFacts();
        return result == 0 ? SuspendOutcome.Restored : SuspendOutcome.Cancelled;
    }

    /// <summary>The pages lie in the image, whose addresses are physical ones.</summary>
    internal override GuestFrame FrameOf(void* page) => new((ulong)page >> PageShift);
}
