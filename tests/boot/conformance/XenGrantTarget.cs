using System;
using System.Collections.Generic;
using XenGuest.Conformance.Grants;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Conformance;

/// <summary>The Xen below this guest, as scripts about grants see it.</summary>
internal sealed unsafe class XenGrantTarget : GrantTarget
{
    private readonly XenHypervisor _hypervisor;
    private readonly Dictionary<ulong, nint> _pages = [];

    public XenGrantTarget()
    {
        MachineFacts facts;
        if (Machine.Call((ulong)MachineCall.ReadFacts, (ulong)&facts, 0, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException("The machine does not say where it runs.");
        }

        _hypervisor = new XenHypervisor(facts.HypercallByPage);
        Own = FindOwn();
    }

    public override Hypervisor Hypervisor => _hypervisor;

    public override DomainId Own { get; }

    public override GuestFrame TakeFrame()
    {
        LentFrame frame;
        if (Machine.Call((ulong)MachineCall.LendFrame, (ulong)&frame, 0, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException("The machine has no page left.");
        }

        _pages.Add(frame.Frame, (nint)frame.Address);
        return new GuestFrame(frame.Frame);
    }

    public override byte* At(GuestFrame frame) => (byte*)_pages[frame.Value];

    /// <summary>Xen says a domain's own number where a port of it waits for itself.</summary>
    private DomainId FindOwn()
    {
        EvtchnAllocUnbound port = new() { Domain = DomainId.Self.Value, RemoteDomain = DomainId.Self.Value };
        Require(_hypervisor.EventChannelOp(EventChannelCommand.AllocateUnbound, &port));
        EvtchnStatus status = new() { Domain = DomainId.Self.Value, Port = port.Port };
        Require(_hypervisor.EventChannelOp(EventChannelCommand.Status, &status));
        EvtchnClose close = new() { Port = port.Port };
        Require(_hypervisor.EventChannelOp(EventChannelCommand.Close, &close));
        return new DomainId(status.UnboundDomain);
    }

    private static void Require(HypercallResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"Xen does not say which domain this is: {result.Error}.");
        }
    }
}
