using System;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>How the boots of a device's two ends went.</summary>
/// <param name="Frontend">That of the guest that uses it.</param>
/// <param name="Backend">That of the guest that serves it.</param>
internal sealed record PairResult(BootResult Frontend, BootResult Backend)
{
    /// <summary>Both as one: the more severe verdict, and both consoles, one behind the other.</summary>
    public BootResult Joined
    {
        get
        {
            (BootResult worse, string end) = Backend.Verdict > Frontend.Verdict ? (Backend, "backend") : (Frontend, "frontend");
            return worse with
            {
                Reason = worse.Reason is null ? null : $"{end}: {worse.Reason}",
                Duration = TimeSpan.FromTicks(Math.Max(Frontend.Duration.Ticks, Backend.Duration.Ticks)),
                GuestLines = [.. Frontend.GuestLines, .. Backend.GuestLines],
            };
        }
    }
}
