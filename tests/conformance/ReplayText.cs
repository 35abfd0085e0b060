namespace XenGuest.Conformance;

/// <summary>The words by which the guest's lines are known.</summary>
public static class ReplayText
{
    /// <summary>Begins a line of digests, of one script each.</summary>
    public const string Digests = "digests";

    /// <summary>Begins a line about one step of the script that is shown.</summary>
    public const string Step = "step";

    /// <summary>Begins the line with the number of the domain that replays scripts about grants.</summary>
    public const string Own = "own";

    /// <summary>Begins the answer of a case of the seed documents; its number follows.</summary>
    public const string Case = "case";
}
