using System;

namespace XenGuest.Dom0;

/// <summary>A step by which dom0 comes up has failed.</summary>
internal sealed class BringUpException : Exception
{
    /// <summary>Names the step.</summary>
    /// <param name="step">What was being done, as in "loading the module 9p".</param>
    /// <param name="reason">What went wrong with it.</param>
    public BringUpException(string step, string reason)
        : base($"{step}: {reason}")
    {
        Step = step;
        Reason = reason;
    }

    public string Step { get; }

    public string Reason { get; }
}
