using System;
using System.Collections.Generic;

namespace XenGuest.Xg.Rig;

/// <summary>How one boot went.</summary>
/// <param name="Verdict">The guest's verdict, or <see cref="Verdict.Error"/> where it gave none.</param>
/// <param name="Name">Which guest.</param>
/// <param name="Reason">Why, or null where there is nothing to say.</param>
/// <param name="Mend">What to do where the boot itself went wrong, or null.</param>
/// <param name="Duration">From the start of QEMU to its end, or, of a guest that a toolstack created, from its creation to its end.</param>
/// <param name="GuestLines">The guest's console.</param>
/// <param name="XenLines">Xen's own log.</param>
internal sealed record BootResult(
    Verdict Verdict,
    string Name,
    string? Reason,
    string? Mend,
    TimeSpan Duration,
    IReadOnlyList<string> GuestLines,
    IReadOnlyList<string> XenLines)
{
    /// <summary>How long the steps of its start took; null where no toolstack created it.</summary>
    public BootTimes? Times { get; init; }

    /// <summary>The verdict in the form of a guest's line.</summary>
    public override string ToString() => new VerdictLine(Verdict, Name, Reason).ToString();
}
