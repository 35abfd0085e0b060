using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace XenGuest.Conformance.Tests;

/// <summary>What the guest that replays scripts printed.</summary>
internal static class ReplayConsole
{
    private const int StepsBefore = 12;
    private const int CaseWords = 3;

    /// <summary>The digests, in the order of the scripts.</summary>
    public static IReadOnlyList<ulong> Digests(IEnumerable<string> lines) =>
    [
        .. lines.Select(static line => line.Split(' '))
            .Where(static words => words[0] == ReplayText.Digests)
            .SelectMany(static words => words.Skip(1))
            .Select(static word => ulong.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The steps of the script that was shown.</summary>
    public static IReadOnlyList<string> Steps(IEnumerable<string> lines) =>
    [
        .. lines.Where(static line => line.StartsWith(ReplayText.Step + " ", StringComparison.Ordinal))
            .Select(static line => line[(ReplayText.Step.Length + 1)..]),
    ];

    /// <summary>The answers of the cases, in the order of their numbers.</summary>
    public static IReadOnlyList<string> CaseAnswers(IEnumerable<string> lines) =>
    [
        .. lines.Select(static line => line.Split(' ', CaseWords)).Where(static words => words[0] == ReplayText.Case).Select(static words => words[^1].Trim()),
    ];

    /// <summary>The first step that went differently, and those before it.</summary>
    public static string FirstDifference(IReadOnlyList<string> xen, IReadOnlyList<string> model)
    {
        int step = Enumerable.Range(0, Math.Min(xen.Count, model.Count))
            .FirstOrDefault(index => xen[index].Trim() != model[index].Trim(), -1);
        if (step < 0)
        {
            return $"Xen shows {xen.Count} steps, the model {model.Count}, and all that both have are the same";
        }

        IEnumerable<string> before = xen.Take(step).TakeLast(StepsBefore);
        return string.Join('\n', [.. before, $"Xen:   {xen[step].Trim()}", $"model: {model[step].Trim()}"]);
    }
}
