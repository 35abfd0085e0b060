using System;
using System.Collections.Generic;
using System.Globalization;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>How a guest of a toolstack ended, from its state and from what Xen wrote about it.</summary>
/// <param name="Text">How, as in "the guest shut down".</param>
/// <param name="Crash">How it broke; null where it did not.</param>
/// <param name="IsOwnWord">Whether it was the guest itself that ended.</param>
internal readonly record struct DomainEnd(string Text, string? Crash, bool IsOwnWord)
{
    /// <summary>Judges an end.</summary>
    /// <param name="state">The guest once it had ended; null where it was gone.</param>
    /// <param name="xenLines">Xen's log since before the guest was created.</param>
    public static DomainEnd Of(DomainState? state, IReadOnlyList<string> xenLines)
    {
        if (state is null)
        {
            return new DomainEnd("somebody destroyed the guest", null, IsOwnWord: false);
        }

        string? words = XenWords(state.Id, xenLines);
        return state.Reason switch
        {
            ShutdownReason.Crash => new DomainEnd("the guest crashed", words ?? "the guest stopped as crashed", words is null),
            ShutdownReason.Watchdog => new DomainEnd("the guest's watchdog stopped it", "the guest's watchdog stopped it", IsOwnWord: false),

            // What Xen makes of a triple fault is a reboot.
            ShutdownReason.Reboot when words is not null => new DomainEnd(words, words, IsOwnWord: false),
            ShutdownReason.Reboot => new DomainEnd("the guest asked for a reboot", null, IsOwnWord: true),
            ShutdownReason.Suspend => new DomainEnd("the guest suspended itself", null, IsOwnWord: true),
            ShutdownReason.SoftReset => new DomainEnd("the guest asked for a soft reset", null, IsOwnWord: true),
            _ => new DomainEnd("the guest shut down", null, IsOwnWord: true),
        };
    }

    private static string? XenWords(int domain, IReadOnlyList<string> xenLines)
    {
        XenLog log = new();
        string vcpu = string.Create(CultureInfo.InvariantCulture, $"d{domain}v");
        foreach (string line in xenLines)
        {
            // The line that says who called domain_crash does not name the guest; those around it do.
            if (line.Contains(vcpu, StringComparison.Ordinal) || line.Contains("domain_crash", StringComparison.Ordinal))
            {
                log.Read(line);
            }
        }

        return log.Crash;
    }
}
