using System;
using System.Collections.Generic;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>One run of a scenario's threads, one of them at a time, with a choice of thread at each point.</summary>
/// <remarks>
/// A choice takes the thread that runs, if it can go on, or passes it over for another. The first choices are given; from
/// there on nobody is passed over. The run ends when no thread can go on: those that still wait then find that their
/// condition will never hold.
/// </remarks>
internal sealed class Schedule(IReadOnlyList<int> given, ThreadCrew crew)
{
    private const int MaximumChoices = 20_000;

    [ThreadStatic]
    private static ScheduledThread? t_current;

    private readonly List<ScheduledThread> _threads = [];
    private readonly List<ScheduledThread> _able = [];
    private readonly List<Choice> _choices = [];
    private readonly Queue<IThreadPoolWorkItem> _poolWork = [];
    private bool _isQuiet;

    /// <summary>What the threads of the schedule that runs here gave to the thread pool.</summary>
    internal static Queue<IThreadPoolWorkItem> PoolWork => t_current!.Schedule._poolWork;

    /// <summary>The choices that were made.</summary>
    internal IReadOnlyList<Choice> Choices => _choices;

    /// <summary>What the first thread to fail threw, or why the run did not end.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Where another thread may run. Outside of a scenario's threads nothing happens.</summary>
    internal static void Point()
    {
        ScheduledThread? current = t_current;
        current?.Schedule.Choose(current);
    }

    /// <summary>Lets others run until a condition holds.</summary>
    /// <returns>Whether it holds: not so if nothing can ever happen again.</returns>
    internal static bool WaitUntil(Func<bool> condition)
    {
        ScheduledThread? current = t_current;
        if (current != null && !condition())
        {
            current.Condition = condition;
            current.Schedule.Choose(current);
            current.Condition = null;
        }

        return condition();
    }

    /// <summary>Runs the threads to the end.</summary>
    internal void Run(IReadOnlyList<Action> bodies)
    {
        for (int i = 0; i < bodies.Count; i++)
        {
            ScheduledThread thread = new(this, crew.TurnOf(i));
            Action body = bodies[i];
            _threads.Add(thread);
            crew.Assign(i, () => RunThread(thread, body));
        }

        HandOver();
        crew.WaitForEnd();
    }

    private void RunThread(ScheduledThread thread, Action body)
    {
        t_current = thread;
        try
        {
            body();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure ??= exception;
        }
        catch (OperationCanceledException)
        {
            // Another thread failed, and this one was ended because of it.
        }

        t_current = null;
        thread.IsFinished = true;
        HandOver();
    }

    private void Choose(ScheduledThread current)
    {
        EndIfFailed();
        if (_isQuiet)
        {
            return;
        }

        ScheduledThread? next = Pick(current);
        _isQuiet = next == null;
        if (next != null && next != current)
        {
            next.GiveTurn();
            current.WaitForTurn();
            EndIfFailed();
        }
    }

    private void EndIfFailed()
    {
        if (_choices.Count > MaximumChoices)
        {
            Failure ??= new InvalidOperationException("The threads do not come to rest.");
        }

        if (Failure != null)
        {
            throw new OperationCanceledException();
        }
    }

    /// <summary>Gives the turn of a thread that has ended to the next; after the last thread the run ends.</summary>
    private void HandOver()
    {
        ScheduledThread? next = _isQuiet || Failure != null ? null : Pick(null);
        _isQuiet |= next == null;
        next ??= _threads.Find(thread => !thread.IsFinished);
        if (next != null)
        {
            next.GiveTurn();
        }
        else
        {
            crew.End();
        }
    }

    private ScheduledThread? Pick(ScheduledThread? current)
    {
        _able.Clear();
        if (current is { CanGoOn: true })
        {
            _able.Add(current);
        }

        foreach (ScheduledThread thread in _threads)
        {
            if (thread != current && thread.CanGoOn)
            {
                _able.Add(thread);
            }
        }

        if (_able.Count == 0)
        {
            return null;
        }

        int chosen = _choices.Count < given.Count ? given[_choices.Count] : 0;
        _choices.Add(new Choice(chosen, _able.Count));
        return _able[chosen];
    }
}
