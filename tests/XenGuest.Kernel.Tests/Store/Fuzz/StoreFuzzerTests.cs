using System;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>Inputs of which it is known what they are: nothing wrong is taken for right, nothing right for wrong.</summary>
public class StoreFuzzerTests
{
    private static readonly int s_inputs = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void Every_input_has_the_effect_that_its_kind_must_have() => Assert.Null(StoreFuzzer.Run(Environment.TickCount, s_inputs, static () => false));
}
