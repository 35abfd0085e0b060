using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Mistakes in what both event ABIs have, and in the 2-level one.</summary>
internal static class EventMutants
{
    private const string Channel = "/Events/EventChannel.cs";
    private const string Delivery = "/Events/EventChannel.Delivery.cs";
    private const string EventThread = "/Scenarios/GuestScenario.cs";
    private const string Dispatcher = "/Events/TwoLevelDispatcher.cs";
    private const string Ports = "/Events/TwoLevelEventPorts.cs";

    internal static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "The event is acknowledged after its handler",
            Delivery,
            """
                    bool deliver = !_mask.IsSet && _ports.Acknowledge(Port);
                    if (deliver)
                    {
                        _handler(Port);
            """,
            """
                    bool deliver = !_mask.IsSet && _ports.IsPending(Port);
                    if (deliver)
                    {
                        _handler(Port);
                        _ports.Acknowledge(Port);
            """,
            "RaiseScenario"),
        new(
            "A masked port's event is taken",
            Delivery,
            "bool deliver = !_mask.IsSet && _ports.Acknowledge(Port);",
            "bool deliver = _ports.Acknowledge(Port) && !_mask.IsSet;",
            "MaskScenario"),
        new(
            "Unmasking only clears the mask",
            Channel,
            "if (_ports.TryClearMask(Port) && !_ports.IsPending(Port))",
            "if (_ports.TryClearMask(Port))",
            "MaskScenario"),
        new(
            "Xen is asked to unmask a port whose mask is clear already",
            Channel,
            "        _ports.SetMask(Port);\n        return _operations.Unmask(Port);",
            "        return _operations.Unmask(Port);",
            "MaskScenario"),
        new(
            "Unmasking looks for an event before it clears the mask, and not again",
            Channel,
            "if (_ports.TryClearMask(Port) && !_ports.IsPending(Port))",
            "if (!_ports.IsPending(Port) && _ports.TryClearMask(Port))",
            "MaskScenario"),
        new(
            "A port is closed in Xen while its handler runs",
            Channel,
            "        Leave();\n        return XenErrno.None;\n    }\n\n    /// <summary>Lets others",
            "        CloseInXen();\n        return XenErrno.None;\n    }\n\n    /// <summary>Lets others",
            "CloseScenario"),
        new(
            "An event thread delivers a port of another vCPU",
            "/Events/ChannelGate.cs",
            "TryAdd(Inside + Alone, Closing | Frozen | Alone | VcpuMask, BitsOf(vcpu))",
            "TryAdd(Inside + Alone, Closing | Frozen | Alone, 0)",
            "MoveScenario"),
        new(
            "Nobody looks for an event once a channel has moved",
            Channel,
            "        XenErrno raised = _mask.IsSet ? XenErrno.None : Settle();\n",
            "        XenErrno raised = XenErrno.None;\n",
            "MoveScenario"),
        new(
            "An event that Xen raised on the vCPU which its channel has left is passed over",
            "/Events/UpcallDispatcher.cs",
            "                channel.Forward(Vcpu);",
            "",
            "MoveScenario"),
        new(
            "A mask that changed meanwhile is not looked at again",
            Channel,
            "        while (_mask.IsSet != masked);",
            "        while (_mask.IsSet && !_mask.IsSet);",
            "MaskAgainScenario"),
        new(
            "The words are read before the selector is taken",
            Dispatcher,
            "                _portsLeft = _ports.LoadActive(_word);",
            "                _portsLeft = _ports.LoadActive(_word);\n                _vcpuInfo.TakeSelector();",
            "TwoSendersScenario"),
        new(
            "The event thread reads the count after it has looked for events",
            EventThread,
            "                Schedule.StartAgain(1,",
            "                seen = Atomic.Load(ref _upcallCounts[vcpu]);\n                Schedule.StartAgain(1,",
            "RaiseScenario"),
        new(
            "The interrupt counts before it clears the upcall",
            EventThread,
            """
                            area.ClearUpcallPending();
                        },
                        () => Atomic.Store(ref _upcallCounts[vcpu], Atomic.Load(ref _upcallCounts[vcpu]) + 1));
            """,
            """
                            Atomic.Store(ref _upcallCounts[vcpu], Atomic.Load(ref _upcallCounts[vcpu]) + 1);
                        },
                        area.ClearUpcallPending);
            """,
            "RaiseScenario"),
        new(
            "A word's pending bits are taken as a whole, and then those of masked ports are left out",
            "MaskScenario",
            [
                new Change(
                    Ports,
                    "SharedWord<TWord>.Load(_pending + word) & ~",
                    "SharedWord<TWord>.Exchange(_pending + word, 0) & ~"),
                new Change(Delivery, "!_mask.IsSet && _ports.Acknowledge(Port);", "!_mask.IsSet;"),
            ]),
        new(
            "The mask is cleared by a plain store, without a fence before the look for an event",
            Ports,
            "        Atomic.ClearBit((uint*)_mask, port.Value);\n        return true;",
            """
                    uint* word = (uint*)_mask + (port.Value / 32);
                    Atomic.Store(word, Atomic.Load(word) & ~(1u << (int)(port.Value % 32)));
                    return true;
            """,
            "MaskScenario"),
        new(
            "The selector is read and then cleared",
            "/SharedInfo/VcpuInfoArea.cs",
            "internal ulong TakeSelector() => SharedWord<TWord>.Exchange(Selector, 0);",
            """
            internal ulong TakeSelector()
                {
                    ulong taken = SharedWord<TWord>.Load(Selector);
                    SharedWord<TWord>.Store(Selector, 0);
                    return taken;
                }
            """,
            "FarPortsScenario"),
        new(
            "The selector is taken by the wrong vCPU",
            "/XenGuest.Testing/ModelGuest.cs",
            "new TwoLevelDispatcher<TWord>(vcpu.Id, area, SharedInfo.Ports, Channels)",
            "new TwoLevelDispatcher<TWord>(vcpu.Id, _vcpuInfo[0].Area, SharedInfo.Ports, Channels)",
            "Operations send-a, send-c"),
        new(
            "The search begins with the first port of the word after each event",
            Dispatcher,
            "                _portsLeft &= _portsLeft - 1;",
            "                _portsLeft = _ports.LoadActive(_word);",
            "StormScenario"),
        new(
            "Xen's unmasking does not look for an event",
            "/XenGuest.Testing/TwoLevelModel.cs",
            "if (Atomic.ClearBit(domain.MaskBits, port.Number) && Atomic.TestBit(domain.PendingBits, port.Number))",
            "if (Atomic.TestBit(domain.PendingBits, port.Number) && !Atomic.ClearBit(domain.MaskBits, port.Number))",
            "MaskScenario"),
        new(
            "Xen looks at the mask before it sets the event",
            "/XenGuest.Testing/TwoLevelModel.cs",
            "if (!Atomic.SetBit(domain.PendingBits, port.Number) && !Atomic.TestBit(domain.MaskBits, port.Number))",
            "if (!Atomic.TestBit(domain.MaskBits, port.Number) & !Atomic.SetBit(domain.PendingBits, port.Number))",
            "TwoUnmasksScenario"),
        new(
            "A port's channel stays in the table after Xen has closed the port",
            Channel,
            "        _channels.Remove(this);\n        _operations.Close(Port);",
            "        _operations.Close(Port);\n        _channels.Remove(this);",
            "ReuseScenario"),
        new(
            "A deferred channel is marked as out of the list after its events are let through",
            "/Deferral/EventChannel.Deferral.cs",
            """
                    Atomic.Store(ref _isListed, 0);
                    if (_gate.TryEnter())
                    {
                        EndDeferral();
                        Leave();
                    }
            """,
            """
                    if (_gate.TryEnter())
                    {
                        EndDeferral();
                        Leave();
                    }

                    Atomic.Store(ref _isListed, 0);
            """,
            "DeferScenario"),
        new(
            "Who holds events back does not look whether one was of use meanwhile",
            "/Deferral/EventChannel.Deferral.cs",
            "                if (Atomic.Load(ref _spuriousInARow) == 0)",
            "                if (Atomic.Load(ref _spuriousInARow) < 0)",
            "ConsumedScenario"),
        new(
            "The count of spurious events ends by a plain store",
            "/Deferral/EventChannel.Deferral.cs",
            "Atomic.Exchange(ref _spuriousInARow, 0);",
            "Atomic.Store(ref _spuriousInARow, 0);",
            "ConsumedScenario"),
        new(
            "A deferred channel is put into the list before it is masked",
            "/Deferral/EventChannel.Deferral.cs",
            """
                    if (_mask.Add(ChannelMask.Deferred))
                    {
                        _deferred.Count();
                        Settle();
                    }

                    if (Atomic.Exchange(ref _isListed, 1) == 0)
                    {
                        _deferred.Push(this);
                    }
            """,
            """
                    if (Atomic.Exchange(ref _isListed, 1) == 0)
                    {
                        _deferred.Push(this);
                    }

                    if (_mask.Add(ChannelMask.Deferred))
                    {
                        _deferred.Count();
                        Settle();
                    }
            """,
            "DeferScenario"),
    ];
}
