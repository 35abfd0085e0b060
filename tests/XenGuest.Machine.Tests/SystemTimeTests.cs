using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests;

public unsafe class SystemTimeTests
{
    [Theory]
    [InlineData(1000UL, 5000UL, 3000UL, 0, 7000UL)]
    [InlineData(1000UL, 5000UL, 500UL, 0, 4500UL)]
    [InlineData(1000UL, 5000UL, 3000UL, 1, 9000UL)]
    [InlineData(1000UL, 5000UL, 3000UL, -1, 6000UL)]
    public void Time_goes_on_from_the_timestamp_to_both_sides(ulong timestamp, ulong systemTime, ulong tsc, int shift, ulong expected)
    {
        // A multiplier of 2^32 less one is a nanosecond a tick, but for the rounding.
        VcpuTimeInfo time = Time(timestamp, systemTime, uint.MaxValue, shift);

        Assert.InRange(SystemTime.At(&time, tsc), expected - 1, expected + 1);
    }

    [Fact]
    public void A_timestamp_that_lies_before_zero_is_as_good_as_any()
    {
        // Seen on Xen 4.17: the guest's counter began at zero after the timestamp was taken.
        VcpuTimeInfo time = Time(unchecked((ulong)-110_459_275L), 1_812_784_661, 0xCCCD_32CE, -1);

        Assert.Equal(1_812_784_661UL + Exactly(1_195_928_841 + 110_459_275, 0xCCCD_32CE, -1), SystemTime.At(&time, 1_195_928_841));
    }

    [Fact]
    public void Any_difference_of_the_counter_is_the_exact_product()
    {
        Arbitrary<(uint, uint, int)> inputs = Gen.Choose(int.MinValue, int.MaxValue).Select(static n => unchecked((uint)n))
            .Zip(Gen.Choose(1, int.MaxValue).Select(static n => (uint)n), static (ticks, multiplier) => (ticks, multiplier))
            .Zip(Gen.Choose(-8, 4), static (pair, shift) => (pair.ticks, pair.multiplier, shift)).ToArbitrary();
        Prop.ForAll(inputs, static input =>
        {
            (uint ticks, uint multiplier, int shift) = input;
            VcpuTimeInfo time = Time(ulong.MaxValue - 77, 1UL << 60, multiplier, shift);
            ulong expected = Exactly((ulong)ticks << 8, multiplier, shift);
            Assert.Equal((1UL << 60) + expected, SystemTime.At(&time, unchecked(time.TscTimestamp + ((ulong)ticks << 8))));
            Assert.Equal((1UL << 60) - expected, SystemTime.At(&time, unchecked(time.TscTimestamp - ((ulong)ticks << 8))));
        }).QuickCheckThrowOnFailure();
    }

    private static VcpuTimeInfo Time(ulong timestamp, ulong systemTime, uint multiplier, int shift) =>
        new() { TscTimestamp = timestamp, SystemTime = systemTime, TscToSystemMultiplier = multiplier, TscShift = (sbyte)shift };

    private static ulong Exactly(ulong ticks, uint multiplier, int shift)
    {
        ulong shifted = shift < 0 ? ticks >> -shift : ticks << shift;
        return (ulong)(((BigInteger)shifted * multiplier) >> 32);
    }
}
