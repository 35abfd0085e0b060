using System;
using System.Globalization;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A guest as <c>xl list -v</c> shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">How it ended; null while it has not.</param>
internal sealed record DomainState(int Id, string Name, ShutdownReason? Reason)
{
    private const int IdColumn = 1;
    private const int FlagsColumn = 4;
    private const int ReasonColumn = 7;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Reason is not null;

    /// <summary>Reads a line of the list.</summary>
    /// <returns>The guest; null where the line is the heading.</returns>
    public static DomainState? Parse(string line)
    {
        string[] columns = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (columns.Length <= ReasonColumn || !int.TryParse(columns[IdColumn], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        bool hasReason = int.TryParse(columns[ReasonColumn], NumberStyles.None, CultureInfo.InvariantCulture, out int reason);
        bool hasEnded = columns[FlagsColumn].Contains('s', StringComparison.Ordinal) || columns[FlagsColumn].Contains('c', StringComparison.Ordinal);
        return new DomainState(id, columns[0], hasEnded && hasReason ? (ShutdownReason)reason : null);
    }
}
