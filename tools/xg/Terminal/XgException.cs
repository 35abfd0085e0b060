using System;

namespace XenGuest.Xg.Terminal;

/// <summary>Something that stops a command and that its user can mend: what, why, and the command that mends it.</summary>
internal sealed class XgException : Exception
{
    /// <summary>Makes the error of one command.</summary>
    /// <param name="message">What is wrong and why, in one line.</param>
    /// <param name="mend">What to do about it, or null where the message says it.</param>
    public XgException(string message, string? mend = null)
        : base(message)
    {
        Mend = mend;
    }

    /// <summary>The command, or the step, that mends it.</summary>
    public string? Mend { get; }
}
