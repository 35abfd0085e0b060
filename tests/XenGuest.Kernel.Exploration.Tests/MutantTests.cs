using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>The exploration finds the mistakes that other guests have made, and those that this one could make.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const string Channel = "/Events/EventChannel.cs";
    private const string Signal = "/Events/EventSignal.cs";
    private const string EventThread = "/Scenarios/GuestScenario.cs";

    private static readonly Mutant[] s_mutants =
    [
        new(
            "The event is acknowledged after its handler",
            Channel,
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
            Channel,
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
            "        Leave();\n        return XenErrno.None;\n    }\n\n    /// <summary>Calls",
            "        CloseInXen();\n        return XenErrno.None;\n    }\n\n    /// <summary>Calls",
            "CloseScenario"),
        new(
            "An event thread delivers a port of another vCPU",
            "/Events/ChannelGate.cs",
            "TryAdd(Inside + Alone, Closing | Alone | VcpuMask, BitsOf(vcpu))",
            "TryAdd(Inside + Alone, Closing | Alone, 0)",
            "MoveScenario"),
        new(
            "Nobody looks for an event once a channel has moved",
            Channel,
            "        if (!_mask.IsSet)\n        {\n            Settle();\n        }\n\n        Leave();",
            "        Leave();",
            "MoveScenario"),
        new(
            "A mask that changed meanwhile is not looked at again",
            Channel,
            "        while (_mask.IsSet != masked);",
            "        while (_mask.IsSet && !_mask.IsSet);",
            "MaskAgainScenario"),
        new(
            "The words are read before the selector is taken",
            "/Events/TwoLevelDispatcher.cs",
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
            "A wait looks for an event, and then goes to sleep",
            Signal,
            "            int found = Atomic.CompareExchange(ref _state, takes ? Free : Armed, seen);",
            "            int found = seen;\n            Atomic.Store(ref _state, takes ? Free : Armed);",
            "WaitScenario"),
        new(
            "An event is kept, and ends the wait that runs by then",
            Signal,
            "internal void Set() => Complete(EventArrived, Event);",
            """
            internal void Set()
                {
                    Atomic.Add(ref _state, (Atomic.Load(ref _state) & Event) == 0 ? Event : 0);
                    Complete(EventArrived, 0);
                }
            """,
            "CloseSignalScenario"),
        new(
            "An event that finds nobody waiting is dropped",
            Signal,
            "Complete(EventArrived, Event);",
            "Complete(EventArrived, 0);",
            "WaitScenario"),
        new(
            "A cancelled wait takes an event along",
            Signal,
            "Clear(outcome == EventArrived ? Phase | Event : Phase);",
            "Clear(Phase | Event);",
            "CancelScenario"),
        new(
            "What cancelled the last wait may end the next",
            Signal,
            "        _cancellation.Dispose();\n",
            "",
            "CancelScenario"),
        new(
            "A wait is over before its continuation has its place",
            Signal,
            "        if (Atomic.Load(ref _continuation) == null)\n        {\n            return",
            "        if (Atomic.Load(ref _state) == Armed)\n        {\n            return",
            "WaitScenario"),
        new(
            "A continuation that comes after the end of the wait is not run",
            Signal,
            "            _continuation = continuation;\n            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);",
            "            _continuation = continuation;",
            "WaitScenario"),
    ];

    public static IEnumerable<object[]> Names => s_mutants.Select(mutant => new object[] { mutant.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mistake_is_found(string name)
    {
        Mutant mutant = s_mutants.Single(candidate => candidate.Name == name);
        string? failure = ChangedCompilation.Explore(mutant, maximumPreemptions: 3);
        Assert.True(failure != null, "No schedule showed it.");
        output.WriteLine(failure);
    }
}
