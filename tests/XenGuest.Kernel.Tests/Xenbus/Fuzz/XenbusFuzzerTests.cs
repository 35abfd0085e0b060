using System;

namespace XenGuest.Kernel.Tests.Xenbus.Fuzz;

/// <summary>Inputs of which it is known what they must end in.</summary>
public class XenbusFuzzerTests
{
    private static readonly int s_inputs = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void Every_input_ends_in_what_its_kind_must_end_in()
    {
        string? wrong = XenbusFuzzer.Run(Environment.TickCount, s_inputs, static () => false);
        Assert.True(wrong == null, wrong);
    }
}
