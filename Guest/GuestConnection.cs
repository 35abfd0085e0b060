using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>The way into Xen, top to bottom. Nothing else takes two of these steps.</summary>
internal static unsafe class GuestConnection
{
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
        return new GuestDomain(hypervisor, machine.Pages, facts, options, xen, events, channels, vcpus, upcalls);
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
            XenException.ThrowIfFailed(UpcallDelivery.UseVector(hypervisor, facts.UpcallVector), "setting the callback vector");
            return UpcallWay.Domain;
        }

        XenException.ThrowIfFailed(refusal, "giving a vCPU its upcall vector");
        foreach (GuestVcpu vcpu in vcpus)
        {
            if (vcpu != vcpus[0])
            {
                XenException.ThrowIfFailed(
                    UpcallDelivery.UseVcpuVector(hypervisor, vcpu.Id, facts.VcpuUpcallVector), "giving a vCPU its upcall vector");
            }

            // What was raised before may make no upcall any more: the event thread looks for it before it waits.
            vcpu.Info.ClearUpcallPending();
        }

        return UpcallWay.Vcpu;
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
