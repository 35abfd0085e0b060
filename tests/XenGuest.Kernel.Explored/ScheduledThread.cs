using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Explored;

/// <summary>A thread of a scenario: it runs only when it has the turn.</summary>
internal sealed class ScheduledThread(Schedule schedule, int number, ThreadBody body, Turn turn)
{
    private ulong _history;
    private int _nextStep;

    internal Schedule Schedule { get; } = schedule;

    internal int Number { get; } = number;

    internal string Name => body.Name;

    /// <summary>Its store buffer: what it has stored and others do not see yet, oldest first.</summary>
    internal Queue<LateStore> LateStores { get; } = [];

    /// <summary>What it waits for; null unless it waits.</summary>
    internal Func<bool>? Condition { get; set; } = body.Starts;

    internal bool IsInterrupt => body.Run == null;

    /// <summary>How many new objects it has stored a reference to.</summary>
    internal int Published { get; set; }

    internal bool HasBegun { get; private set; }

    /// <summary>Whether others could run just before.</summary>
    internal bool IsAtPoint { get; set; }

    internal bool IsFinished { get; set; }

    internal bool CanGoOn => !IsFinished && (_nextStep != 0 || Condition == null || Condition());

    /// <summary>Where it is in its code, and with which values: code is determined by what it has read.</summary>
    internal ulong Position => Hash.Of((ulong)Number + 1, _history);

    internal ulong State
    {
        get
        {
            if (IsFinished)
            {
                return 0;
            }

            ulong state = Hash.Of(Position, Condition == null ? 1ul : 2ul);
            foreach (LateStore store in LateStores)
            {
                state = Hash.Of(state, Hash.Of(store.Place.Id, store.Value));
            }

            return state;
        }
    }

    internal void Learn(ulong what, ulong value) => _history = Hash.Of(_history, Hash.Of(what, value));

    /// <summary>Forgets what it has read: what it does from here on depends on the place in its code and on a value.</summary>
    internal void StartAgain(int place, ulong value) => _history = Hash.Of((ulong)place + 1, value);

    /// <summary>Takes the next step of an interrupt.</summary>
    /// <returns>Whether it was the last.</returns>
    internal bool TakeStep()
    {
        // A step is taken at once: others could run just before it.
        IsAtPoint = true;
        body.Steps[_nextStep]();
        IsAtPoint = false;
        _nextStep = (_nextStep + 1) % body.Steps.Count;
        StartAgain(_nextStep, 0);
        return _nextStep == 0;
    }

    internal void GiveTurn()
    {
        HasBegun = true;
        turn.Give();
    }

    internal void WaitForTurn() => turn.Take();
}
