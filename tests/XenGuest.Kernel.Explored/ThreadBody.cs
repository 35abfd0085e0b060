using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Explored;

/// <summary>What a thread of a scenario does.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Starts">What it waits for before it starts; null: nothing.</param>
/// <param name="Run">The whole of it; null for an interrupt.</param>
/// <param name="Steps">
/// For an interrupt: the steps that it takes each time that it starts, with one access each for which it matters who is
/// first. It needs no thread of its own: whoever lets it run takes its steps.
/// </param>
internal sealed record ThreadBody(string Name, Func<bool>? Starts, Action? Run, IReadOnlyList<Action> Steps);
