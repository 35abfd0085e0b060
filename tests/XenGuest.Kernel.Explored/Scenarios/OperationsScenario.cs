using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Explored;

/// <summary>Three ports on two vCPUs, and a thread for each of some operations on them.</summary>
/// <remarks>
/// The name lists the operations: "Operations send-a, mask-a, move-a". Port a is an interdomain one that starts on vCPU 0 and
/// can move; b belongs to vCPU 0 and shares everything with a that ports share; c belongs to vCPU 1.
/// </remarks>
internal sealed class OperationsScenario : GuestScenario
{
    internal const string Prefix = "Operations ";

    private readonly Dictionary<string, Receiver> _receivers = [];
    private readonly EventChannel _sender;

    public OperationsScenario(EventAbi abi, string name)
        : base(abi, vcpus: 2)
    {
        _sender = Guest.Binder.AllocateUnbound(DomainId.Self, _ => { }).Value;
        Add("a", take => Guest.Binder.BindInterdomain(DomainId.Self, _sender.Port, take).Value);
        Add("b", take => BindSelf(take));
        Add("c", take => BindSelf(take, vcpu: 1));
        _receivers["a"].Channel.Unmask();
        HandleFirstEvents();
        string[] operations = name[Prefix.Length..].Split(", ");
        for (int i = 0; i < operations.Length; i++)
        {
            AddOperation(operations[i]);
        }
    }

    internal override ulong? State
    {
        get
        {
            ulong state = 0;
            foreach (Receiver receiver in _receivers.Values)
            {
                state = Hash.Of(state, receiver.State);
            }

            return state;
        }
    }

    internal override void Check()
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.Check(Guest.Ports);
        }
    }

    private void Add(string name, Func<EventChannelHandler, EventChannel> bind)
    {
        Receiver receiver = new(() => CurrentVcpu, () => IsClosedInXen(name));
        _receivers.Add(name, receiver);
        receiver.Channel = bind(_ => receiver.TakeEvent());
    }

    private bool IsClosedInXen(string name) =>
        _receivers[name].Channel is { } channel
        && Domain.Ports.Find(channel.Port.Value)!.State == EventChannelStatus.Closed;

    private void AddOperation(string operation)
    {
        string port = operation[^1..];
        Receiver receiver = _receivers[port];
        EventChannel channel = receiver.Channel;
        EventPort raised = port == "a" ? _sender.Port : channel.Port;
        switch (operation[..^2])
        {
            case "send":
                AddThread(operation, () => receiver.Raise(() => Operations.Notify(raised)));
                break;
            case "mask":
                AddThread(operation, () => channel.Mask(), () => channel.Unmask());
                break;
            case "close":
                AddThread(operation, receiver.Close);
                break;
            case "move":
                AddThread(operation, () => channel.BindVcpu(new VcpuId(1)));
                break;
            case "scan":
                AddThread(operation, () => Interrupt((int)channel.Vcpu.Value));
                break;
            default:
                throw new ArgumentException($"No operation {operation}.");
        }
    }
}
