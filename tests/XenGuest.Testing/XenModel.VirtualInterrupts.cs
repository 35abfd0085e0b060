using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>Virtual interrupts that belong to the host and not to a domain.</content>
public sealed partial class XenModel
{
    private readonly Dictionary<VirtualInterrupt, ModelDomain> _handlers = [];

    internal VirtualInterruptRules VirtualInterrupts { get; }

    /// <summary>Makes a domain the one in which a global interrupt is raised, as the toolstack does.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="interrupt">The interrupt.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: there is no such interrupt, or it is none of class G;
    /// <see cref="XenErrno.Busy"/>: the domain that handles it has bound it (from 4.21 on).</returns>
    /// <remarks>Xen: set_global_virq_handler, xen/common/event_channel.c.</remarks>
    public XenErrno SetGlobalHandler(ModelDomain domain, VirtualInterrupt interrupt)
    {
        if ((uint)interrupt >= VirtualInterruptClasses.Count || !VirtualInterrupts.IsGlobal(interrupt))
        {
            return XenErrno.InvalidArgument;
        }

        ModelDomain now = HandlerOf(interrupt);
        if (now != domain && VirtualInterrupts.IsReserved(interrupt) && now.Events.IsBound(interrupt))
        {
            return XenErrno.Busy;
        }

        _handlers[interrupt] = domain;
        return XenErrno.None;
    }

    /// <summary>Raises a global interrupt in the domain that handles it.</summary>
    /// <param name="interrupt">The interrupt. Nothing happens unless that domain has bound it.</param>
    /// <remarks>Xen: send_global_virq, xen/common/event_channel.c.</remarks>
    public void RaiseGlobalInterrupt(VirtualInterrupt interrupt) => HandlerOf(interrupt).RaiseVirtualInterrupt(interrupt);

    /// <summary>Xen: get_global_virq_handler: the first domain unless the toolstack says otherwise.</summary>
    internal ModelDomain HandlerOf(VirtualInterrupt interrupt) => _handlers.GetValueOrDefault(interrupt, _domains[0]!);
}
