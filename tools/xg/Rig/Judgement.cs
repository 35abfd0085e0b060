using System;

namespace XenGuest.Xg.Rig;

/// <summary>What a boot came to, from what the guest said and how it ended.</summary>
/// <param name="Verdict">The guest's, or <see cref="Verdict.Error"/> where it gave none or did not keep to it.</param>
/// <param name="Reason">Why, or null where there is nothing to say.</param>
/// <param name="Mend">What to do about it, or null.</param>
internal readonly record struct Judgement(Verdict Verdict, string? Reason, string? Mend)
{
    /// <summary>How long after its verdict a guest may take to end.</summary>
    public static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    public const string ShowXen = "./xg boot --verbose shows Xen's log";

    private const string ShowPlace = "./xg trace shows what it waits for, ./xg boot --gdb PORT where it is";
    private const string GiveTime = "./xg boot --timeout S gives it longer";

    /// <summary>A guest that has given a verdict and ended.</summary>
    /// <param name="verdict">Its verdict.</param>
    /// <param name="crash">How it, or Xen, broke; null where nothing did.</param>
    public static Judgement Of(VerdictLine verdict, string? crash) => crash is null
        ? new Judgement(verdict.Verdict, verdict.Reason, null)
        : new Judgement(Verdict.Error, $"{crash}, after its verdict {verdict.Verdict.Word()}", ShowXen);

    /// <summary>A guest that has given a verdict and had to be stopped.</summary>
    /// <param name="verdict">Its verdict.</param>
    /// <param name="what">What did not end: the machine, or the guest.</param>
    public static Judgement NotEnded(VerdictLine verdict, string what) =>
        new(Verdict.Error, $"{what} did not end within {TimeToEnd.TotalSeconds} s of its verdict {verdict.Verdict.Word()}", null);

    /// <summary>A guest that broke before it gave a verdict.</summary>
    public static Judgement Crashed(string crash) => new(Verdict.Error, crash, ShowXen);

    /// <summary>A guest that was started and gave no verdict in time.</summary>
    public static Judgement TimedOut(GuestConsole console, TimeSpan limit) => console.Lines.Count > 0
        ? new Judgement(Verdict.Error, $"no verdict within {limit.TotalSeconds} s; the guest's last line: {console.Lines[^1]}", $"{GiveTime}; {ShowPlace}")
        : new Judgement(Verdict.Error, $"the guest was silent for {limit.TotalSeconds} s", ShowPlace);

    /// <summary>A guest that was not even started in time.</summary>
    public static Judgement NotStarted(TimeSpan limit) => new(Verdict.Error, $"Xen did not start the guest within {limit.TotalSeconds} s", $"{GiveTime}; {ShowXen}");

    /// <summary>A guest that ended by itself and gave no verdict.</summary>
    /// <param name="console">What it said.</param>
    /// <param name="end">How it ended, as in "the guest shut down".</param>
    public static Judgement Ended(GuestConsole console, string end) => console.VerdictInLine is null
        ? new Judgement(Verdict.Error, $"{end}, without a verdict", "end the program with XenGuest.Verdict.Success(name), or with Skip, Failure or Error")
        : new Judgement(Verdict.Error, $"{end}, and its verdict stands in the middle of a line: {console.VerdictInLine}", "end the line that is open before the verdict, as in Console.WriteLine()");
}
