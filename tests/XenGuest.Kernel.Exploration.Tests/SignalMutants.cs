using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Mistakes in the waits of the library.</summary>
internal static class SignalMutants
{
    private const string Signal = "/Events/EventSignal.cs";

    internal static IReadOnlyList<Mutant> All { get; } =
    [
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
}
