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
    private const ulong SecondsOfBoot = 3_000_000_000;

    private readonly XenModel _host;
    private readonly ModelVcpu _vcpu;

    public ModelTarget(XenRelease release)
    {
        _host = new XenModel(release);
        Domain = _host.CreateDomain(new DomainShape { IsControlDomain = true, VcpuCount = VcpuCount, MaximumPort = uint.MaxValue });
        _vcpu = Domain.Vcpus[0];
        _host.Advance(SecondsOfBoot);
        GuestFrame frame = new(SharedInfoFrame);
        SharedInfo = (byte*)Domain.Memory.AddressOf(frame);
        XenErrno refusal = SharedInfoPage.Map<ulong>(_vcpu, frame, SharedInfo).Error;
        if (refusal != XenErrno.None)
        {
            throw new InvalidOperationException($"The model does not map shared_info: {refusal}.");
        }
    }

    /// <summary>The domain that runs the scripts.</summary>
    public ModelDomain Domain { get; }

    public override Hypervisor Hypervisor => _vcpu;

    public override byte* SharedInfo { get; }

    public override HypercallResult EventChannelOp(uint command, void* argument) =>
        _vcpu.EventChannelOp((EventChannelCommand)command, argument);

    public override HypercallResult EventChannelOpCompat(void* argument) => _vcpu.EventChannelOpCompat(argument);

    public override byte* PageAt(uint page) => (byte*)Domain.Memory.AddressOf(FrameOf(page));

    public override GuestFrame FrameOf(uint page) => new(FirstPageFrame + page);

    public void Dispose() => _host.Dispose();
}
