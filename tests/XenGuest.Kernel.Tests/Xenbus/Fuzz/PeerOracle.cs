using System.Collections.Generic;

namespace XenGuest.Kernel.Tests.Xenbus.Fuzz;

/// <summary>What a peer's words must end in: found from all that it has said, by a table.</summary>
internal sealed class PeerOracle
{
    /// <summary>It has no state.</summary>
    internal const char Absent = '-';

    /// <summary>Its state is none.</summary>
    internal const char Nonsense = 'x';

    private const string Ending = "56";

    /// <summary>Which states may follow each.</summary>
    private static readonly string[] s_next = ["012345678", "12345678", "2345678", "345678", "45678", "56", "6", "45678", "45678"];

    private readonly List<char> _said = [];

    /// <summary>Whether the first word of this life has been said: closing and closed are still of the last.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Its state; 0 where there is none.</summary>
    internal int State => _said.Count == 0 ? 0 : StateOf(_said[^1]);

    /// <summary>Whether it was seen with a state, or seen to have none.</summary>
    internal bool IsKnown { get; private set; }

    /// <summary>Whether one state may follow another, or itself.</summary>
    internal static bool MayFollow(uint from, uint to) => from < s_next.Length && to < s_next.Length && s_next[from].Contains((char)('0' + to));

    /// <summary>The peer says something.</summary>
    /// <returns>What that must end in.</returns>
    internal DeviceEnd Say(char word)
    {
        int before = State;
        bool isSameLife = HasBegun;
        _said.Add(word);
        if (word == Nonsense)
        {
            IsKnown = false;
            return DeviceEnd.MalformedState;
        }

        bool hasClosed = before is 0 or 6;
        HasBegun |= !Ending.Contains(word);
        IsKnown = true;
        if (!isSameLife)
        {
            return DeviceEnd.None;
        }

        return word == Absent ? hasClosed ? DeviceEnd.None : DeviceEnd.PeerGone
            : !MayFollow((uint)before, (uint)StateOf(word)) ? DeviceEnd.Backwards
            : Ending.Contains(word) ? DeviceEnd.PeerClosed : DeviceEnd.None;
    }

    private static int StateOf(char word) => word is Absent or Nonsense ? 0 : word - '0';
}
