using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Each check that is taken out of Kernel's xenbus or its rings is missed by the fuzzer.</summary>
/// <remarks>
/// The same random numbers each time, and so many inputs as take some seconds: neither luck nor a loaded machine decides. Nothing of what
/// is changed can go on for ever.
/// </remarks>
public sealed class DeviceCheckTests(ITestOutputHelper output)
{
    private const string Xenbus = "Xenbus.Fuzz.XenbusFuzzer";
    private const string Rings = "Rings.Fuzz.RingFuzzer";
    private const int Inputs = 1_000_000;
    private const int InputsUnchanged = 20_000;
    private const int SampleStep = 8;

    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";

    /// <summary>All checks in a long run, otherwise a sample of them.</summary>
    public static IEnumerable<object[]> Checks =>
        Numbers(Xenbus, XenbusChecks.All.Count).Concat(Numbers(Rings, RingChecks.All.Count));

    [Theory]
    [MemberData(nameof(Checks))]
    public void The_fuzzer_misses_it(string fuzzer, int number)
    {
        Change check = (fuzzer == Xenbus ? XenbusChecks.All : RingChecks.All)[number];
        Stopwatch time = Stopwatch.StartNew();
        string? found = CheckCompilation.Fuzz(fuzzer, check, number, Inputs, static () => false);
        output.WriteLine($"{check.File}: {check.Right} -> {found}, {time.Elapsed.TotalSeconds:F1} s");
        Assert.True(found != null, $"{check.File}: nothing shows that this is not made: {check.Right} -> {check.Wrong}");
    }

    [Theory]
    [InlineData(Xenbus)]
    [InlineData(Rings)]
    public void With_all_checks_it_finds_nothing(string fuzzer) =>
        Assert.Null(CheckCompilation.Fuzz(fuzzer, null, InputsUnchanged, InputsUnchanged, static () => false));

    private static IEnumerable<object[]> Numbers(string fuzzer, int count) =>
        Enumerable.Range(0, count).Where(static number => s_isLong || number % SampleStep == 0).Select(number => new object[] { fuzzer, number });
}
