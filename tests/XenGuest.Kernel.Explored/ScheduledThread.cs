using System;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>A thread of a scenario: it runs only when it has the turn.</summary>
internal sealed class ScheduledThread(Schedule schedule, Turn turn)
{
    internal Schedule Schedule { get; } = schedule;

    internal Func<bool>? Condition { get; set; }

    internal bool IsFinished { get; set; }

    internal bool CanGoOn => !IsFinished && (Condition == null || Condition());

    internal void GiveTurn() => turn.Give();

    internal void WaitForTurn() => turn.Take();
}
