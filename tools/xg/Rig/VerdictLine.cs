using System;

namespace XenGuest.Xg.Rig;

/// <summary>The line by which a guest gives its verdict: <c>XenGuest: SUCCESS|SKIP|ERROR|FAILURE name[: reason]</c>.</summary>
/// <param name="Verdict">What the guest says.</param>
/// <param name="Name">Which guest, or test, says it.</param>
/// <param name="Reason">Why, or null where the line gives no reason.</param>
internal readonly record struct VerdictLine(Verdict Verdict, string Name, string? Reason)
{
    private const string Prefix = "XenGuest: ";
    private const string BeforeReason = ": ";

    /// <summary>Reads a line of the console.</summary>
    /// <returns>The verdict; null where the line is none.</returns>
    public static VerdictLine? Parse(string line)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = line[Prefix.Length..];
        int afterVerdict = rest.IndexOf(' ');
        if (afterVerdict < 0 || Word(rest[..afterVerdict]) is not Verdict verdict)
        {
            return null;
        }

        rest = rest[(afterVerdict + 1)..].TrimEnd();
        int reasonAt = rest.IndexOf(BeforeReason, StringComparison.Ordinal);
        string name = reasonAt < 0 ? rest : rest[..reasonAt];
        string? reason = reasonAt < 0 ? null : rest[(reasonAt + BeforeReason.Length)..];
        return string.IsNullOrWhiteSpace(name) ? null : new VerdictLine(verdict, name, reason);
    }

    /// <summary>Whether a verdict comes behind something else on its line, where it does not count.</summary>
    public static bool StandsWithin(string line) => line.LastIndexOf(Prefix, StringComparison.Ordinal) is int at and > 0 && Parse(line[at..]) is not null;

    /// <summary>The line as a guest writes it.</summary>
    public override string ToString() =>
        Reason is null ? $"{Prefix}{Verdict.Word()} {Name}" : $"{Prefix}{Verdict.Word()} {Name}{BeforeReason}{Reason}";

    private static Verdict? Word(string word) => word switch
    {
        "SUCCESS" => Verdict.Success,
        "SKIP" => Verdict.Skip,
        "FAILURE" => Verdict.Failure,
        "ERROR" => Verdict.Error,
        _ => null,
    };
}
