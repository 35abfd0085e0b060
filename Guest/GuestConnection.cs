using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>The way into Xen, top to bottom. Nothing else takes two of these steps.</summary>
internal sealed unsafe class GuestConnection
{
    private const string GivingVector = "giving a vCPU its upcall vector";
    private const string SettingCallback = "setting the callback vector";

    private readonly GuestMachine _machine;
    private readonly Hypervisor _hypervisor;
    private readonly SharedInfoPage<nuint> _shared;
    private readonly GuestVcpu[] _vcpus;
    private readonly UpcallWay _upcalls;

    private GuestConnection(GuestMachine machine, Hypervisor hypervisor, SharedInfoPage<nuint> shared, GuestVcpu[] vcpus, UpcallWay upcalls)
    {
        _machine = machine;
        _hypervisor = hypervisor;
        _shared = shared;
        _vcpus = vcpus;
        _upcalls = upcalls;
    }

    /// <summary>Takes all steps; afterwards upcalls come, and nobody dispatches yet.</summary>
    /// <exception cref="XenException">Xen refused a step that has no other way; the message names it.</exception>
    /// <exception cref="PlatformNotSupportedException">Xen does not offer what the message names.</exception>
    internal static GuestDomain Make(GuestMachine machine, Hypervisor hypervisor, GuestOptions options)
    {
        MachineFacts facts = machine.Facts;
        XenDescription xen = XenDescription.Read(hypervisor, facts.CpuidBase);
        Require(xen, XenFeature.HvmSafePvclock, "time that such a guest can trust (XENFEAT_hvm_safe_pvclock)");

        SharedInfoPage<nuint> shared = XenException.ValueOrThrow(
            SharedInfoPage.Map<nuint>(hypervisor, machine.FrameOf(facts.SharedInfoPage), facts.SharedInfoPage), "mapping shared_info");
        GuestEventAbi events = GuestEventAbi.Choose(hypervisor, machine.Pages, options.Events, shared.Ports);
        EventChannelTable channels = new(events.Ports.Count);
        GuestVcpu[] vcpus = new GuestVcpu[facts.CpuCount];
        for (uint vcpu = 0; vcpu < vcpus.Length; vcpu++)
        {
            VcpuInfoRegistration<nuint> vcpuInfo = PlaceVcpuInfo(machine, hypervisor, shared, new VcpuId(vcpu));
            machine.AttachUpcall(vcpu, vcpuInfo.Area.Address);
            vcpus[vcpu] = new GuestVcpu(machine, hypervisor, vcpuInfo, events.MakeDispatcher(new VcpuId(vcpu), vcpuInfo.Area, channels));
        }

        // Not before every vCPU is attached: from here on upcalls come to each of them.
        UpcallWay upcalls = TurnUpcallsOn(hypervisor, facts, options.Upcalls, xen, vcpus);
        return new GuestDomain(
            machine, hypervisor, options, xen, events, channels, vcpus, new GuestConnection(machine, hypervisor, shared, vcpus, upcalls));
    }

    /// <summary>How upcalls reach the vCPUs.</summary>
    internal UpcallWay Upcalls => _upcalls;

    /// <summary>Takes the steps again that Xen has forgotten in a domain that was restored. No channel is there yet; vCPU 0 runs this.</summary>
    /// <exception cref="XenException">Xen refused what it had granted before; the message names it.</exception>
    internal void TakeAgain()
    {
        MachineFacts facts = _machine.Facts;
        XenException.ThrowIfFailed(
            SharedInfoPage.MapAgain(_hypervisor, _machine.FrameOf(facts.SharedInfoPage), _shared), "mapping shared_info again");

        // Machine has done the others'.
        if (_vcpus[0].InfoRefusal == XenErrno.None)
        {
            VcpuFacts first = _machine.DescribeVcpu(0);
            uint offset = (uint)((nuint)first.VcpuInfo & (GuestFrame.Size - 1));
            XenException.ThrowIfFailed(
                new VcpuOperations(_hypervisor).RegisterVcpuInfo(_vcpus[0].Id, _machine.FrameOf(first.VcpuInfo), offset),
                "registering vcpu_info again");
            _machine.AttachUpcall(0, _vcpus[0].Info.Address);
        }

        if (_upcalls == UpcallWay.Vcpu)
        {
            GiveVectors(_hypervisor, facts, _vcpus, 0);
        }
        else
        {
            XenException.ThrowIfFailed(UpcallDelivery.UseVector(_hypervisor, facts.UpcallVector), SettingCallback);
        }
    }

    /// <summary>Takes the way that is wanted; where none is named, a vector of each vCPU's own if Xen offers that.</summary>
    private static UpcallWay TurnUpcallsOn(
        Hypervisor hypervisor, in MachineFacts facts, UpcallWay? wanted, XenDescription xen, GuestVcpu[] vcpus)
    {
        XenErrno refusal = wanted == UpcallWay.Domain
            ? XenErrno.NotSupported : UpcallDelivery.UseVcpuVector(hypervisor, vcpus[0].Id, facts.VcpuUpcallVector);
        if (refusal != XenErrno.None && wanted != UpcallWay.Vcpu)
        {
            Require(xen, XenFeature.HvmCallbackVector, "upcalls by a vector (XENFEAT_hvm_callback_vector)");
            XenException.ThrowIfFailed(UpcallDelivery.UseVector(hypervisor, facts.UpcallVector), SettingCallback);
            return UpcallWay.Domain;
        }

        XenException.ThrowIfFailed(refusal, GivingVector);
        vcpus[0].Info.ClearUpcallPending();
        GiveVectors(hypervisor, facts, vcpus, 1);
        return UpcallWay.Vcpu;
    }

    /// <summary>Gives vCPUs vectors of their own, from one on.</summary>
    private static void GiveVectors(Hypervisor hypervisor, in MachineFacts facts, GuestVcpu[] vcpus, int first)
    {
        for (int i = first; i < vcpus.Length; i++)
        {
            XenException.ThrowIfFailed(UpcallDelivery.UseVcpuVector(hypervisor, vcpus[i].Id, facts.VcpuUpcallVector), GivingVector);

            // What was raised before may make no upcall any more: the event thread looks for it before it waits.
            vcpus[i].Info.ClearUpcallPending();
        }
    }

    /// <summary>What has no other way here; all else that Xen may offer is not needed, or is asked for where it is used.</summary>
    private static void Require(XenDescription xen, XenFeature feature, string what)
    {
        if (!xen.Offers(feature))
        {
            throw new PlatformNotSupportedException($"Xen {xen.Version} does not offer this domain {what}.");
        }
    }

    /// <summary>Machine has registered the places of all vCPUs but the first: they had to be, before the vCPUs were started.</summary>
    private static VcpuInfoRegistration<nuint> PlaceVcpuInfo(
        GuestMachine machine, Hypervisor hypervisor, SharedInfoPage<nuint> shared, VcpuId vcpu)
    {
        VcpuFacts facts = machine.DescribeVcpu(vcpu.Value);

        // Of a vCPU that is up, only the vCPU itself may say where.
        using VcpuStay stay = new(machine, 0);
        uint offset = (uint)((nuint)facts.VcpuInfo & (GuestFrame.Size - 1));
        return XenException.ValueOrThrow(
            vcpu.Value == 0
                ? shared.RegisterVcpuInfo(hypervisor, vcpu, machine.FrameOf(facts.VcpuInfo), offset, facts.VcpuInfo)
                : shared.AdoptVcpuInfo(vcpu, new HypercallResult(facts.VcpuInfoRefusal).Error, facts.VcpuInfo),
            "registering vcpu_info");
    }
}
