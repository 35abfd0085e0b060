using System;
using System.Diagnostics.CodeAnalysis;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>How a guest tells the world outside how it went: one line on the console, and the end of the machine.</summary>
/// <remarks><c>XenGuest: SUCCESS|SKIP|ERROR|FAILURE name[: reason]</c>. None of these returns: without a machine to end they throw
/// <see cref="PlatformNotSupportedException"/>.</remarks>
public static class Verdict
{
    /// <summary>Everything held.</summary>
    /// <param name="name">The guest.</param>
    [DoesNotReturn]
    public static void Success(string name) => End("SUCCESS", name, string.Empty, 0);

    /// <summary>What the guest wants to show cannot be shown here.</summary>
    /// <param name="name">The guest.</param>
    /// <param name="reason">Why not.</param>
    [DoesNotReturn]
    public static void Skip(string name, string reason) => End("SKIP", name, reason, 0);

    /// <summary>The guest or its surroundings are broken.</summary>
    /// <param name="name">The guest.</param>
    /// <param name="reason">How.</param>
    [DoesNotReturn]
    public static void Error(string name, string reason) => End("ERROR", name, reason, 2);

    /// <summary>What the guest tests does not hold.</summary>
    /// <param name="name">The guest.</param>
    /// <param name="reason">What does not.</param>
    [DoesNotReturn]
    public static void Failure(string name, string reason) => End("FAILURE", name, reason, 1);

    [DoesNotReturn]
    private static void End(string verdict, string name, string reason, uint code)
    {
        string line = reason.Length == 0 ? $"XenGuest: {verdict} {name}" : $"XenGuest: {verdict} {name}: {reason}";
        Console.Out.WriteLine(line.Replace('\r', ' ').Replace('\n', ' '));
        Console.Out.Flush();
        MachinePlatform.EndMachine(code);
    }
}
