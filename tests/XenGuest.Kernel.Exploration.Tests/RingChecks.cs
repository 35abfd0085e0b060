using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Every check that Kernel's rings make of what a peer or a driver does, and how it looks when it is not made.</summary>
/// <remarks>
/// Not the second look of TryRest: it is for what comes between two instructions, and nothing comes there where one thread plays both ends.
/// </remarks>
internal static class RingChecks
{
    /// <summary>The checks.</summary>
    internal static IReadOnlyList<Change> All { get; } =
    [
        new("/RingPage.cs", "if (Count == 0)", "if (false)"),
        new("/RingPage.cs", "most == 0 ? 0u : 1u", "1u"),
        new("/RingPage.cs", "requestSize > responseSize ? requestSize : responseSize", "requestSize"),
        new("/RingPage.cs", "unchecked(to - Atomic.Load(wanted)) < unchecked(to - from)", "true"),
        new("/RingPage.cs", "unchecked(to - Atomic.Load(wanted)) < unchecked(to - from)", "unchecked(to - Atomic.Load(wanted)) <= unchecked(to - from)"),
        new("/RingPage.cs", "unchecked(to - Atomic.Load(wanted)) < unchecked(to - from)", "to >= Atomic.Load(wanted)"),
        new("/FrontRing.cs", "if (Free == 0)", "if (false)"),
        new("/FrontRing.cs", "Fault == RingFault.None ? Size - Pending : 0;", "Size - Pending;"),
        new("/FrontRing.cs", " && Fault == RingFault.None\n", "\n"),
        new("/FrontRing.cs", "if (!HasResponse())", "if (false)"),
        new("/FrontRing.cs", "if (HasResponse())", "if (false)"),
        new("/FrontRing.cs", "if (waiting > unchecked(_published - _taken))", "if (false)"),
        new("/FrontRing.cs", "if (waiting > unchecked(_published - _taken))", "if (waiting > unchecked(_written - _taken))"),
        new("/FrontRing.cs", "if (waiting > unchecked(_published - _taken))", "if ((int)waiting > (int)unchecked(_published - _taken))"),
        new("/FrontRing.cs", "return Fault == RingFault.None && waiting != 0;", "return waiting != 0;"),
        new("/FrontRing.cs", "return Fault == RingFault.None && waiting != 0;", "return Fault == RingFault.None;"),
        new("/BackRing.cs", "Pending == 0 || Fault != RingFault.None", "Fault != RingFault.None"),
        new("/BackRing.cs", "Pending == 0 || Fault != RingFault.None", "Pending == 0"),
        new("/BackRing.cs", " && Fault == RingFault.None\n", "\n"),
        new("/BackRing.cs", "if (!HasRequest())", "if (false)"),
        new("/BackRing.cs", "if (HasRequest())", "if (false)"),
        new("/BackRing.cs", "if (waiting > _page.Count - unchecked(_taken - _published))", "if (false)"),
        new("/BackRing.cs", "if (waiting > _page.Count - unchecked(_taken - _published))", "if (waiting > _page.Count)"),
        new("/BackRing.cs", "if (waiting > _page.Count - unchecked(_taken - _published))", "if (waiting > _page.Count - unchecked(_taken - _written))"),
        new("/BackRing.cs", "if (waiting > _page.Count - unchecked(_taken - _published))", "if ((int)waiting > (int)(_page.Count - unchecked(_taken - _published)))"),
        new("/BackRing.cs", "return Fault == RingFault.None && waiting != 0;", "return waiting != 0;"),
        new("/BackRing.cs", "return Fault == RingFault.None && waiting != 0;", "return Fault == RingFault.None;"),
    ];
}
