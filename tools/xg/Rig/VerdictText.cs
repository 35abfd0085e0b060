using System;

namespace XenGuest.Xg.Rig;

/// <summary>A verdict as a word and as an exit code.</summary>
internal static class VerdictText
{
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Success => "SUCCESS",
        Verdict.Skip => "SKIP",
        Verdict.Failure => "FAILURE",
        Verdict.Error => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static int ExitCode(this Verdict verdict) => verdict switch
    {
        Verdict.Success => 0,
        Verdict.Failure => 1,
        Verdict.Error => 2,
        Verdict.Skip => 77,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
