using System;

namespace XenGuest.Conformance.Seeds;

/// <summary>One note, precondition or status of a seed document, and what shows how Xen has it.</summary>
/// <param name="Number">Its number in SEEDS.md.</param>
/// <param name="Seed">The letter of the document.</param>
/// <param name="Says">What the document says.</param>
/// <param name="Play">Does it, and notes what was answered and seen.</param>
public sealed record SeedCase(int Number, char Seed, string Says, Action<CaseRun> Play);
