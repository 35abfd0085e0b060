using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>Arguments that are not there, commands that do not exist, and the old form of the hypercall.</summary>
internal sealed unsafe class RawCalls(GuestDomain domain)
{
    public void Run()
    {
        foreach (EventChannelCommand command in Enum.GetValues<EventChannelCommand>())
        {
            if (command != EventChannelCommand.XenResetContinuation)
            {
                Row.Expect($"{(uint)command} {command}", "with its argument at address 0", XenErrno.BadAddress, domain.Hypervisor.EventChannelOp(command, null).Error);
            }
        }

        EvtchnSend send = default;
        Row.Expect("15", "no such command", XenErrno.NotImplemented, domain.Hypervisor.EventChannelOp((EventChannelCommand)15, &send).Error);
        Row.Expect("4294967295", "no such command", XenErrno.NotImplemented, domain.Hypervisor.EventChannelOp((EventChannelCommand)uint.MaxValue, &send).Error);

        EvtchnOp old = new() { Command = EventChannelCommand.BindIpi };
        HypercallResult answer = domain.HypervisorBy(domain.Options.Hypercalls).Call(HypercallNumber.EventChannelOpCompat, (nuint)(&old), 0, 0);
        Row.Expect("evtchn_op", "the old form of the hypercall", XenErrno.NotImplemented, answer.Error);
    }
}
