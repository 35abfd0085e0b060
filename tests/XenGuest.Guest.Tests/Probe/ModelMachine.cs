using System;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Probe;

/// <summary>A machine with two vCPUs on the model of Xen, as the bare machine hands it to the library.</summary>
internal sealed unsafe class ModelMachine : GuestMachine, IDisposable
{
    private const uint VcpuCount = 2;
    private const ulong FirstLentFrame = 8;
    private const ulong VcpuInfoFrame = 2;
    private static readonly GuestFrame s_sharedInfoFrame = new(1);

    private readonly HvmStartInfo* _startInfo = (HvmStartInfo*)NativeMemory.AllocZeroed((nuint)sizeof(HvmStartInfo));
    private readonly ModelPages _pages;
    private int _secondPlace;

    internal ModelMachine()
    {
        Domain = Host.CreateDomain(new DomainShape { VcpuCount = (int)VcpuCount });
        _pages = new ModelPages(Domain, new GuestFrame(FirstLentFrame));
        Facts = new MachineFacts
        {
            SharedInfoPage = Domain.Memory.AddressOf(s_sharedInfoFrame),
            UpcallVector = 0x30,
            VcpuUpcallVector = 0x31,
            CpuCount = VcpuCount,
            StartInfo = _startInfo,
        };
    }

    internal XenModel Host { get; } = new();

    internal ModelDomain Domain { get; }

    internal bool RefusesToSuspend { get; set; }

    internal override MachineFacts Facts { get; }

    internal override PageSource Pages => _pages;

    internal override FramePool Frames => throw new System.NotSupportedException();

    internal override ulong SystemTimeNanoseconds => Host.SystemTimeNanoseconds;

    public void Dispose()
    {
        NativeMemory.Free(_startInfo);
        Host.Dispose();
    }

    /// <summary>Places the vcpu_info of the second vCPU before it is up, as the bare machine does.</summary>
    internal void StartSecondVcpu(Hypervisor hypervisor)
    {
        ModelVcpu second = Domain.Vcpus[1];
        second.IsUp = false;
        _secondPlace = -(int)new VcpuOperations(hypervisor).RegisterVcpuInfo(second.Id, new GuestFrame(VcpuInfoFrame), VcpuInfoArea<nuint>.Size);
        second.IsUp = true;
    }

    internal override VcpuFacts DescribeVcpu(uint vcpu) => new()
    {
        VcpuInfo = (byte*)Domain.Memory.AddressOf(new GuestFrame(VcpuInfoFrame)) + (vcpu * VcpuInfoArea<nuint>.Size),
        VcpuInfoRefusal = vcpu == 0 ? 0 : _secondPlace,
    };

    internal override void AttachUpcall(uint vcpu, void* pending) =>
        Domain.Vcpus[(int)vcpu].Upcall = () => Atomic.Store((byte*)pending, 0);

    /// <summary>Xen's rules that only a vCPU itself may do something are not asked for here: one vCPU makes all calls.</summary>
    internal override VcpuMask LetRunOn(VcpuMask vcpus) => vcpus;

    /// <summary>As the bare machine: it places the vcpu_info of the second vCPU again.</summary>
    internal override XenResult<SuspendOutcome> Suspend(EventPort witness)
    {
        if (RefusesToSuspend)
        {
            return XenErrno.NotPermitted;
        }

        Hypervisor xen = Domain.Vcpus[0];
        XenResult<bool> restored = new SchedOperations(xen).Shutdown(ShutdownReason.Suspend);
        if (!restored.Succeeded)
        {
            return restored.Error;
        }

        if (!restored.Value || new EventChannelOperations(xen).GetStatus(DomainId.Self, witness).Value.Binding == EventChannelStatus.Ipi)
        {
            return SuspendOutcome.Cancelled;
        }

        StartSecondVcpu(xen);
        return SuspendOutcome.Restored;
    }

    internal override GuestFrame FrameOf(void* page) =>
        new((ulong)((byte*)page - (byte*)Domain.Memory.AddressOf(new GuestFrame(0))) / GuestFrame.Size);
}
