using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests;

/// <summary>The model of Xen as the rig boots guests on it: a control domain, built as PVH, with two vCPUs.</summary>
internal sealed unsafe class ModelTarget : ReplayTarget, IDisposable
{
    private const ulong SharedInfoFrame = 1;
    private const ulong FirstPageFrame = 8;
    private const ulong NanosecondsOfBoot = 3_000_000_000;

    private readonly ModelVcpu _vcpu;

    public ModelTarget(XenRelease release)
        : this(new XenModel(release), new DomainShape { IsControlDomain = true, VcpuCount = VcpuCount, MaximumPort = uint.MaxValue })
    {
        Host.Advance(NanosecondsOfBoot);
    }

    private ModelTarget(XenModel host, DomainShape shape)
    {
        Host = host;
        Domain = host.CreateDomain(shape);
        _vcpu = Domain.Vcpus[0];
        GuestFrame frame = new(SharedInfoFrame);
        SharedInfo = (byte*)Domain.Memory.AddressOf(frame);
        XenErrno refusal = SharedInfoPage.Map<ulong>(_vcpu, frame, SharedInfo).Error;
        if (refusal != XenErrno.None)
        {
            throw new InvalidOperationException($"The model does not map shared_info: {refusal}.");
        }
    }

    /// <summary>The host that all its domains are on.</summary>
    public XenModel Host { get; }

    /// <summary>The domain that runs the scripts.</summary>
    public ModelDomain Domain { get; }

    public override Hypervisor Hypervisor => _vcpu;

    public override byte* SharedInfo { get; }

    /// <summary>Another domain of the same host, without privileges. It ends with the first.</summary>
    public ModelTarget AddGuest() => new(Host, new DomainShape { VcpuCount = VcpuCount });

    public override HypercallResult EventChannelOp(uint command, void* argument) =>
        _vcpu.EventChannelOp((EventChannelCommand)command, argument);

    public override HypercallResult EventChannelOpCompat(void* argument) => _vcpu.EventChannelOpCompat(argument);

    public override byte* PageAt(uint page) => (byte*)Domain.Memory.AddressOf(FrameOf(page));

    public override GuestFrame FrameOf(uint page) => new(FirstPageFrame + page);

    public void Dispose() => Host.Dispose();
}
