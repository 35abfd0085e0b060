using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.BootGuests.Conformance;
using XenGuest.Conformance;
using XenGuest.Conformance.Seeds;
using XenGuest.Kernel;

// Replays scripts of event channel operations on Xen and prints a digest of each; every step of one script where asked.
// Or those about grants; or plays the cases of the seed documents.
const int DigestsInLine = 12;
ulong seed = Number("seed=", 1);
int scripts = (int)Number("scripts=", 100);
int shown = (int)Number("show=", ulong.MaxValue);

if (Array.IndexOf(args, "grants") >= 0)
{
    GrantRun.Replay(seed, scripts, shown);
    Console.WriteLine("XenGuest: SUCCESS conformance");
    return 0;
}

XenTarget target = new();
if (Array.IndexOf(args, "cases") >= 0)
{
    foreach (SeedCase seedCase in SeedCases.All)
    {
        Console.WriteLine($"{ReplayText.Case} {seedCase.Number} {CaseRun.Play(seedCase, target)}");
    }

    Console.WriteLine("XenGuest: SUCCESS conformance");
    return 0;
}

EventAbi abi = Array.IndexOf(args, "fifo") >= 0 ? EventAbi.Fifo : EventAbi.TwoLevel;
Replay replay = new(target, abi);
ScriptGenerator generator = ScriptGenerator.For(abi, seed);
List<Operation> script = [];
List<string> steps = [];
StringBuilder line = new();
Stopwatch clock = Stopwatch.StartNew();
for (int number = 0; number < scripts; number++)
{
    // Nothing is printed while a script runs: Xen may raise an event for what it prints.
    generator.Make(number, script);
    ulong digest = replay.Run(CollectionsMarshal.AsSpan(script), number == shown ? steps.Add : null);
    line.Append(number % DigestsInLine == 0 ? ReplayText.Digests : string.Empty).Append(CultureInfo.InvariantCulture, $" {digest:x16}");
    if (number % DigestsInLine == DigestsInLine - 1 || number == scripts - 1)
    {
        Console.WriteLine(line);
        line.Clear();
    }
}

clock.Stop();
foreach (string step in steps)
{
    Console.WriteLine($"{ReplayText.Step} {step}");
}

Console.WriteLine($"replayed {replay.OperationCount} operations in {clock.ElapsedMilliseconds} ms");
Console.WriteLine("XenGuest: SUCCESS conformance");
return 0;

ulong Number(string name, ulong otherwise)
{
    string? word = Array.Find(args, word => word.StartsWith(name, StringComparison.Ordinal));
    return word is null ? otherwise : ulong.Parse(word[name.Length..], CultureInfo.InvariantCulture);
}
