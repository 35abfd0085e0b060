using System;
using System.Linq;
using Xunit;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Tests;

/// <summary>The generator's key, drawn from processors good and bad.</summary>
[Collection(nameof(MachineState))]
public class EntropyTests
{
    private const uint HasRandom = 1u << 30;

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x1234_5678_9ABC_DEF0UL)]
    public void A_generator_that_always_draws_the_same_leaves_every_word_to_the_jitter(ulong stuck)
    {
        uint[] early = KeyOf(HasRandom, () => stuck, tsc: 1000);
        uint[] late = KeyOf(HasRandom, () => stuck, tsc: 999_999_937);

        Assert.All(early.Zip(late), static pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_generator_that_stops_drawing_leaves_every_word_to_the_jitter()
    {
        int left = 3;
        ulong? Next() => left-- > 0 ? 0x0123_4567_89AB_CDEFUL * (ulong)(left + 2) : null;
        uint[] early = KeyOf(HasRandom, Next, tsc: 1000);
        left = 3;
        uint[] late = KeyOf(HasRandom, Next, tsc: 999_999_937);

        Assert.All(early.Zip(late), static pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_good_generator_decides_every_word()
    {
        ulong one = 1;
        ulong other = 77;
        uint[] first = KeyOf(HasRandom, () => one = (one * 6_364_136_223_846_793_005) + 1, tsc: 1000);
        uint[] second = KeyOf(HasRandom, () => other = (other * 6_364_136_223_846_793_005) + 1, tsc: 1000);

        Assert.All(first.Zip(second), static pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Without_one_every_word_comes_from_the_jitter()
    {
        uint[] early = KeyOf(0, static () => throw new InvalidOperationException("RDRAND is not there"), tsc: 1000);
        uint[] late = KeyOf(0, static () => throw new InvalidOperationException("RDRAND is not there"), tsc: 999_999_937);

        Assert.All(early.Zip(late), static pair => Assert.NotEqual(pair.First, pair.Second));
    }

    // The key itself is private; right after the start it is all that the generator's state has.
    private static unsafe uint[] KeyOf(uint features, Func<ulong?> drawn, ulong tsc)
    {
        MachineState.Reset(typeof(Entropy));
        Cpu.Features = features;
        Instructions.Drawn = drawn;
        Instructions.Tsc = tsc;
        Entropy.Start();
        object key = typeof(Entropy).GetField("s_key", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.GetValue(null)!;
        byte[] bytes = new byte[32];
        fixed (byte* to = bytes)
        {
            System.Runtime.InteropServices.Marshal.StructureToPtr(key, (nint)to, false);
        }

        return [.. Enumerable.Range(0, 8).Select(i => BitConverter.ToUInt32(bytes, i * 4))];
    }
}
