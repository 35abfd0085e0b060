using System;

namespace XenGuest.Xg.Rig;

/// <summary>Watches Xen's log for the ends that a guest cannot report itself.</summary>
internal sealed class XenLog
{
    private const string PanicMark = "Panic on CPU";
    private bool _panicFollows;

    /// <summary>How the guest, or Xen, broke; null while nothing did.</summary>
    public string? Crash { get; private set; }

    /// <summary>How the guest ended its machine by way of Xen; null while it did not.</summary>
    public string? End { get; private set; }

    /// <summary>Whether Xen has stopped for good while QEMU runs on.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>Whether Xen has handed over to the guest.</summary>
    public bool GuestWasStarted { get; private set; }

    /// <summary>Whether Xen wrote anything at all.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>Takes the next line of Xen's log.</summary>
    public void Read(string line)
    {
        HasSpoken = true;
        string text = WithoutPrefix(line);
        if (_panicFollows && text.Length > 0 && !text.StartsWith('*'))
        {
            Crash = $"Xen panicked: {text}";
            _panicFollows = false;
        }
        else if (text.StartsWith(PanicMark, StringComparison.Ordinal))
        {
            Crash = "Xen panicked";
            _panicFollows = true;
        }
        else if (text.StartsWith("*** Serial input to DOM0", StringComparison.Ordinal))
        {
            GuestWasStarted = true;
        }
        else if (text.Contains("Triple fault", StringComparison.OrdinalIgnoreCase))
        {
            Crash ??= "triple fault";
        }
        else if (text.Contains("domain_crash called", StringComparison.Ordinal))
        {
            Crash ??= $"Xen stopped the guest: {text}";
        }
        else if (text.StartsWith("Hardware Dom0 crashed", StringComparison.Ordinal))
        {
            Crash ??= "Xen stopped the guest as crashed";
            HasStopped = true;
        }
        else if (text.StartsWith("Hardware Dom0 halted", StringComparison.Ordinal))
        {
            End = "the guest shut down";
            HasStopped = true;
        }
        else if (text.StartsWith("Hardware Dom0 shutdown", StringComparison.Ordinal))
        {
            End = "the guest asked for a reboot";
        }
        else if (text.StartsWith("Manual reset required", StringComparison.Ordinal) || text.StartsWith("Reboot in five seconds", StringComparison.Ordinal))
        {
            HasStopped = true;
        }
    }

    private static string WithoutPrefix(string line)
    {
        int? end = line.StartsWith("(XEN) [", StringComparison.Ordinal) ? line.IndexOf(']') : null;
        return (end is int at and >= 0 ? line[(at + 1)..] : line).Trim();
    }
}
