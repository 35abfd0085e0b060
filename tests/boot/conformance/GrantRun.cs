using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Conformance;
using XenGuest.Conformance.Grants;

namespace XenGuest.BootGuests.Conformance;

/// <summary>Replays scripts about grants and prints a digest of each; every step of one script where asked.</summary>
internal static class GrantRun
{
    private const int DigestsInLine = 12;

    /// <summary>Replays scripts.</summary>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="scripts">How many.</param>
    /// <param name="shown">Which is shown step by step; all of them if it is the largest number, none if it is no script's.</param>
    public static void Replay(ulong seed, int scripts, int shown)
    {
        XenGrantTarget target = new();
        Console.WriteLine($"{ReplayText.Own} {target.Own.Value}");
        GrantReplay replay = new(target);
        GrantScriptGenerator generator = new(seed, target.Own.Value);
        List<GrantOperation> script = [];
        StringBuilder line = new();
        Stopwatch clock = Stopwatch.StartNew();
        for (int number = 0; number < scripts; number++)
        {
            generator.Make(number, script);
            ulong digest = replay.Run(
                CollectionsMarshal.AsSpan(script), number == shown || shown == int.MaxValue ? static step => Console.WriteLine($"{ReplayText.Step} {step}") : null);
            line.Append(number % DigestsInLine == 0 ? ReplayText.Digests : string.Empty).Append(CultureInfo.InvariantCulture, $" {digest:x16}");
            if (number % DigestsInLine == DigestsInLine - 1 || number == scripts - 1)
            {
                Console.WriteLine(line);
                line.Clear();
            }
        }

        Console.WriteLine($"replayed {replay.OperationCount} operations in {clock.ElapsedMilliseconds} ms");
    }
}
