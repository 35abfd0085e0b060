using System;
using System.Collections.Generic;

namespace XenGuest.Xg.Testing;

/// <summary>How the tests of one project went.</summary>
/// <param name="Results">The tests.</param>
/// <param name="Duration">How long they took, the start of their process included.</param>
internal sealed record TestRun(IReadOnlyList<TestResult> Results, TimeSpan Duration);
