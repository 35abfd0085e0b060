using System;
using System.Collections.Generic;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>One run of a scenario's threads, one of them at a time, with a choice of how to go on at each point.</summary>
/// <remarks>
/// A point comes before each access for which it matters who is first. There the thread that runs goes on, or another
/// takes over, which is a preemption, or another's late store becomes visible. Where a thread waits or ends, any other
/// may run. The first choices are given; from there on the first option is taken: without preemption, stores in order.
/// The run ends when no thread can go on: those that still wait then find that their condition will never hold.
/// </remarks>
internal sealed partial class Schedule
{
    private const int MaximumAccesses = 4_000;

    [ThreadStatic]
    private static ScheduledThread? t_current;

    private readonly Scenario _scenario;
    private readonly IReadOnlyList<int> _given;
    private readonly Search _search;
    private readonly ThreadCrew _crew;
    private readonly SharedMemory _memory;
    private readonly List<ScheduledThread> _threads = [];
    private readonly List<Option> _options = [];
    private readonly List<Choice> _choices = [];
    private readonly Queue<IThreadPoolWorkItem> _poolWork = [];
    private ulong _xen;
    private int _accesses;
    private bool _isQuiet;

    internal Schedule(Scenario scenario, IReadOnlyList<int> given, Search search, ThreadCrew crew)
    {
        _scenario = scenario;
        _given = given;
        _search = search;
        _crew = crew;
        Places places = new();
        scenario.Describe(places);
        _memory = new SharedMemory(places, search.Users);
        _xen = scenario.XenState;
    }

    /// <summary>What the threads of the schedule that runs here gave to the thread pool.</summary>
    internal static Queue<IThreadPoolWorkItem> PoolWork => t_current!.Schedule._poolWork;

    /// <summary>The choices that were made where there was one.</summary>
    internal IReadOnlyList<Choice> Choices => _choices;

    /// <summary>How many steps were taken: accesses for which it mattered who was first.</summary>
    internal int Steps { get; private set; }

    internal int Preemptions { get; private set; }

    /// <summary>Whether the rest was left out, as another schedule had the same state before.</summary>
    internal bool WasCutShort { get; private set; }

    /// <summary>What the first thread to fail threw, or why the run did not end.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>The words that were accessed.</summary>
    internal IEnumerable<Cell> Cells => _memory.Cells;

    internal Trace? Trace { get; init; }

    /// <summary>The state in which all threads had ended; null if they have not, or if it cannot be told.</summary>
    internal ulong? End { get; private set; }

    /// <summary>Runs the threads to the end.</summary>
    internal void Run()
    {
        for (int i = 0; i < _scenario.Threads.Count; i++)
        {
            ThreadBody body = _scenario.Threads[i];
            ScheduledThread thread = new(this, i, body, _crew.TurnOf(i));
            _threads.Add(thread);
            if (body.Run != null)
            {
                _crew.Assign(i, () => RunThread(thread, body.Run));
            }
        }

        HandOver();
        _crew.WaitForEnd();
        if (!WasCutShort && Failure == null && _scenario.State is { } scenario)
        {
            End = StateOf(scenario, null);
        }
    }

    private void RunThread(ScheduledThread thread, Action body)
    {
        t_current = thread;
        thread.Condition = null;
        try
        {
            body();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure ??= WasCutShort ? null : exception;
        }
        catch (OperationCanceledException)
        {
            // Another thread failed, and this one was ended because of it.
        }

        t_current = null;
        _memory.Drain(thread);
        thread.IsFinished = true;
        HandOver();
    }

    /// <summary>Gives the turn of a thread that has ended to the next; after the last thread the run ends.</summary>
    private void HandOver()
    {
        ScheduledThread? next = Failure != null ? null : PickNext(null);
        next ??= _threads.Find(thread => thread is { HasBegun: true, IsFinished: false });
        if (next != null)
        {
            next.GiveTurn();
        }
        else
        {
            _crew.End();
        }
    }

    /// <summary>Lets the schedule choose before a thread goes on.</summary>
    private void Choose(ScheduledThread current)
    {
        EndIfFailed();
        if (current.IsInterrupt)
        {
            throw new NotSupportedException($"A step of {current.Name} has more than one access that matters.");
        }

        ScheduledThread? next = PickNext(current);
        if (next != null && next != current)
        {
            next.GiveTurn();
            current.WaitForTurn();
            EndIfFailed();
        }
    }

    private void EndIfFailed()
    {
        _accesses++;
        if (_accesses > MaximumAccesses && !WasCutShort)
        {
            Failure ??= new InvalidOperationException("The threads do not come to rest.");
        }

        if (Failure != null || _accesses > MaximumAccesses)
        {
            throw new OperationCanceledException();
        }
    }

    /// <summary>The thread that goes on; null if none can, or if the rest of the run does not matter.</summary>
    private ScheduledThread? PickNext(ScheduledThread? current)
    {
        while (!_isQuiet)
        {
            ListOptions(current);
            if (_options.Count == 0 || !TryChoose(current, out int chosen))
            {
                break;
            }

            Option option = _options[chosen];
            if (option.Kind == OptionKind.ShowStore)
            {
                Trace?.AddStore(option.Thread);
                _memory.Drain(option.Thread, 1);
                continue;
            }

            if (option.Kind == OptionKind.Switch && current != null)
            {
                Preemptions += current.CanGoOn ? 1 : 0;
                Trace?.AddSwitch(current, option);
                _memory.Drain(current, option.Stores);
            }

            if (!option.Thread.IsInterrupt)
            {
                return option.Thread;
            }

            TakeStep(option.Thread);
            current = option.Thread;
        }

        BeQuiet();
        return null;
    }

    /// <summary>An interrupt ends by an instruction before which all stores are seen.</summary>
    private void TakeStep(ScheduledThread interrupt)
    {
        ScheduledThread? interrupted = t_current;
        t_current = interrupt;
        if (interrupt.TakeStep())
        {
            _memory.Drain(interrupt);
        }

        t_current = interrupted;
    }

    private void BeQuiet()
    {
        if (!_isQuiet)
        {
            _isQuiet = true;
            _threads.ForEach(thread => _memory.Drain(thread));
        }
    }

    private void ListOptions(ScheduledThread? current)
    {
        _options.Clear();
        bool goesOn = current is { CanGoOn: true };
        if (goesOn)
        {
            _options.Add(new Option(OptionKind.GoOn, current!, 0));
        }

        foreach (ScheduledThread thread in _threads)
        {
            if (thread != current && thread.LateStores.Count != 0)
            {
                _options.Add(new Option(OptionKind.ShowStore, thread, 0));
            }
        }

        if (goesOn && Preemptions >= _search.MaximumPreemptions)
        {
            return;
        }

        foreach (ScheduledThread thread in _threads)
        {
            if (thread != current && thread.CanGoOn)
            {
                AddSwitches(current, thread);
            }
        }
    }

    private void AddSwitches(ScheduledThread? current, ScheduledThread next)
    {
        for (int stores = current?.LateStores.Count ?? 0; stores >= 0; stores--)
        {
            _options.Add(new Option(OptionKind.Switch, next, stores));
        }
    }

    /// <summary>Takes the given choice, or the first option of a state that is new.</summary>
    private bool TryChoose(ScheduledThread? current, out int chosen)
    {
        chosen = 0;
        if (_options.Count == 1)
        {
            return true;
        }

        if (_choices.Count < _given.Count)
        {
            // Any number stands for an option.
            chosen = _given[_choices.Count] % _options.Count;
        }
        else if (_scenario.State is { } scenario
            && !_search.Enter(StateOf(scenario, current), Preemptions, Steps))
        {
            WasCutShort = true;
            return false;
        }

        _choices.Add(new Choice(chosen, _options.Count));
        return true;
    }

    private ulong StateOf(ulong scenario, ScheduledThread? current)
    {
        // Which thread runs matters as far as it can go on: to leave it costs a preemption.
        ulong state = Hash.Of(scenario, Hash.Of(_xen, current is { CanGoOn: true } ? (ulong)current.Number + 1 : 0));
        state += _memory.State;
        foreach (ScheduledThread thread in _threads)
        {
            state += thread.State;
        }

        return state;
    }
}
