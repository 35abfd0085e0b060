using System.Collections.Generic;

namespace XenGuest.Kernel.Explored;

/// <summary>What the runs of one exploration know of each other: which states were seen, and which words matter.</summary>
internal sealed class Search(int maximumPreemptions, Dictionary<ulong, Users> users)
{
    private readonly Dictionary<ulong, Reached> _states = [];
    private readonly List<(ulong State, Reached? Before)> _entered = [];

    internal int MaximumPreemptions { get; } = maximumPreemptions;

    /// <summary>The most steps of a run that is of interest, where the shortest is looked for; a longer one is cut short.</summary>
    internal int? MaximumSteps { get; set; }

    /// <summary>Whether states are only counted.</summary>
    internal bool GoesIntoSeenStates { get; init; }

    /// <summary>Who uses which word.</summary>
    internal IReadOnlyDictionary<ulong, Users> Users => users;

    internal long States => _states.Count;

    /// <summary>Goes into a state.</summary>
    /// <returns>Whether that shows anything new: not so if it was reached before as easily.</returns>
    internal bool Enter(ulong state, int preemptions, int steps)
    {
        if (steps > MaximumSteps)
        {
            return false;
        }

        if (GoesIntoSeenStates)
        {
            if (_states.TryAdd(state, default))
            {
                _entered.Add((state, null));
            }

            return true;
        }

        Reached? before = _states.TryGetValue(state, out Reached seen) ? seen : null;
        if (before != null && seen.Preemptions <= preemptions && (MaximumSteps == null || seen.Steps <= steps))
        {
            return false;
        }

        _entered.Add((state, before));
        _states[state] = new Reached((short)preemptions, (short)steps);
        return true;
    }

    /// <summary>Keeps what a run has entered.</summary>
    internal void Keep() => _entered.Clear();

    /// <summary>Forgets what a run has entered, which has to be done again.</summary>
    internal void TakeBack()
    {
        for (int i = _entered.Count - 1; i >= 0; i--)
        {
            (ulong state, Reached? before) = _entered[i];
            if (before == null)
            {
                _states.Remove(state);
            }
            else
            {
                _states[state] = before.Value;
            }
        }

        _entered.Clear();
    }

    /// <summary>Adds what a run showed of who uses which word.</summary>
    /// <returns>Whether something was new: then what was explored so far passed over some points.</returns>
    internal bool Learn(IEnumerable<Cell> cells)
    {
        bool isNew = false;
        foreach (Cell cell in cells)
        {
            Users known = users.GetValueOrDefault(cell.Id);
            Users all = known.With(cell.Users);
            isNew |= all.IsContended && all != known;
            users[cell.Id] = all;
        }

        return isNew;
    }

    internal void Clear()
    {
        _states.Clear();
        _entered.Clear();
    }

    private readonly record struct Reached(short Preemptions, short Steps);
}
