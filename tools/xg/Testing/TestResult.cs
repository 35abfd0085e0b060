namespace XenGuest.Xg.Testing;

/// <summary>How one test went.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed, or null.</param>
/// <param name="Trace">Where it failed, or null.</param>
/// <param name="Output">What it wrote, or null.</param>
internal sealed record TestResult(string Name, TestOutcome Outcome, string? Message, string? Trace, string? Output);
