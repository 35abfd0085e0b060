using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Each check that is taken out of Kernel's xenstore is missed by the fuzzer within a minute.</summary>
public sealed class StoreCheckTests(ITestOutputHelper output)
{
    private const string Fuzzer = "Store.Fuzz.StoreFuzzer";
    private const int Inputs = 40_000_000;
    private const int InputsUnchanged = 20_000;
    private const int SampleStep = 8;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";

    /// <summary>All checks in a long run, otherwise a sample of them.</summary>
    public static IEnumerable<object[]> Numbers =>
        Enumerable.Range(0, StoreChecks.All.Count).Where(static number => s_isLong || number % SampleStep == 0).Select(static number => new object[] { number });

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_fuzzer_misses_it(int number)
    {
        Change check = StoreChecks.All[number];
        Stopwatch time = Stopwatch.StartNew();
        Task<string?> fuzzing = Task.Run(() => CheckCompilation.Fuzz(Fuzzer, check, Environment.TickCount, Inputs, () => time.Elapsed > s_longest));

        // A connection that goes on for ever without the check is missed, too.
        bool hangs = await Task.WhenAny(fuzzing, Task.Delay(s_longest)) != fuzzing;
        string? found = hangs ? "it never came to an end" : await fuzzing;

        output.WriteLine($"{check.File}: {check.Right} -> {found}, {time.Elapsed.TotalSeconds:F1} s");
        Assert.True(found != null, $"{check.File}: nothing shows that this is not made: {check.Right} -> {check.Wrong}");
    }

    [Fact]
    public void With_all_checks_it_finds_nothing() => Assert.Null(CheckCompilation.Fuzz(Fuzzer, null, Environment.TickCount, InputsUnchanged, static () => false));
}
