using System;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>Steps of which it is known what must follow.</summary>
public class RingFuzzerTests
{
    private static readonly int s_inputs = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void Every_step_is_followed_by_what_must_follow()
    {
        string? wrong = RingFuzzer.Run(Environment.TickCount, s_inputs, static () => false);
        Assert.True(wrong == null, wrong);
    }
}
