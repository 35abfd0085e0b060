using System;
using System.Numerics;
using System.Threading;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Time;

public sealed unsafe class VcpuTimeTests
{
    [Theory]
    [InlineData(2_000_000_000UL, (sbyte)0)]
    [InlineData(3_000_000_000UL, (sbyte)-1)]
    [InlineData(800_000_000UL, (sbyte)1)]
    [InlineData(100_000_000UL, (sbyte)4)]
    public void The_frequency_comes_back_from_multiplier_and_shift(ulong hertz, sbyte shift)
    {
        VcpuTimeInfo time = TimeOf(hertz, shift);
        Assert.True(VcpuTime.TryGetFrequency(time, out ulong found));
        Assert.InRange(found, hertz - 20, hertz + 20);
    }

    [Fact]
    public void A_time_that_xen_has_not_filled_in_has_no_frequency() =>
        Assert.False(VcpuTime.TryGetFrequency(default, out _));

    [Fact]
    public void Time_goes_on_from_a_timestamp_that_lies_before_zero()
    {
        // Seen on Xen 4.17: a guest's counter is Xen's plus an offset, and the first timestamp was 2^64 - 492,423,171.
        VcpuTimeInfo time = TimeOf(2_500_000_000, -1);
        time.TscTimestamp = 18446744073217128445;
        time.SystemTime = 3_346_922_446;
        Assert.InRange(VcpuTime.SystemTimeNanoseconds(time, 1_450_684_330), 3_346_922_446UL + 777_000_000, 3_346_922_446UL + 778_000_000);
    }

    [Fact]
    public void System_time_is_what_arithmetic_without_limits_says()
    {
        Random random = new(20261121);
        for (int i = 0; i < 10_000; i++)
        {
            VcpuTimeInfo time = default;
            time.TscTimestamp = (ulong)random.NextInt64() >> random.Next(40);
            time.SystemTime = (ulong)random.NextInt64() >> random.Next(40);
            time.TscToSystemMultiplier = (uint)random.NextInt64();
            time.TscShift = (sbyte)random.Next(-12, 13);
            ulong ticks = (ulong)random.NextInt64() >> random.Next(13, 60);
            ulong tsc = time.TscTimestamp + ticks;

            ulong shifted = time.TscShift >= 0 ? ticks << time.TscShift : ticks >> -time.TscShift;
            BigInteger nanoseconds = ((BigInteger)shifted * time.TscToSystemMultiplier) >> 32;
            ulong expected = (ulong)((nanoseconds + time.SystemTime) & ulong.MaxValue);
            Assert.Equal(expected, VcpuTime.SystemTimeNanoseconds(time, tsc));
        }
    }

    [Fact]
    public void Time_does_not_go_back_where_the_counter_lies_before_the_copy()
    {
        VcpuTimeInfo time = TimeOf(2_000_000_000, 0);
        time.TscTimestamp = 1000;
        time.SystemTime = 77;
        Assert.Equal(77ul, VcpuTime.SystemTimeNanoseconds(time, 999));
        Assert.Equal(77ul, VcpuTime.SystemTimeNanoseconds(time, 1000));
    }

    [Theory]
    [InlineData(sbyte.MaxValue)]
    [InlineData(sbyte.MinValue)]
    [InlineData((sbyte)64)]
    [InlineData((sbyte)-64)]
    public void A_shift_beyond_the_word_leaves_nothing(sbyte shift)
    {
        VcpuTimeInfo time = default;
        time.SystemTime = 5;
        time.TscToSystemMultiplier = 1u << 31;
        time.TscShift = shift;
        Assert.Equal(5ul, VcpuTime.SystemTimeNanoseconds(time, ulong.MaxValue));
        Assert.True(VcpuTime.TryGetFrequency(time, out ulong hertz));
        Assert.Equal(0ul, hertz);
    }

    [Fact]
    public void A_whole_time_is_copied()
    {
        VcpuTimeInfo shared = TimeOf(2_400_000_000, -1);
        shared.Version = 8;
        shared.TscTimestamp = 123;
        shared.SystemTime = 456;
        shared.Flags = VcpuTimeFlags.TscStable;
        Assert.True(VcpuTime.TryRead(&shared, out VcpuTimeInfo copy));
        Assert.Equal(8u, copy.Version);
        Assert.Equal(123ul, copy.TscTimestamp);
        Assert.Equal(456ul, copy.SystemTime);
        Assert.Equal(shared.TscToSystemMultiplier, copy.TscToSystemMultiplier);
        Assert.Equal(-1, copy.TscShift);
        Assert.Equal(VcpuTimeFlags.TscStable, copy.Flags);
    }

    [Fact]
    public void An_update_that_xen_never_finishes_is_given_up()
    {
        VcpuTimeInfo shared = TimeOf(2_400_000_000, 0);
        shared.Version = 7;
        Assert.False(VcpuTime.TryRead(&shared, out _));
    }

    [Fact]
    public void A_time_that_is_updated_while_it_is_copied_is_copied_whole()
    {
        VcpuTimeInfo shared = default;
        VcpuTimeInfo* address = &shared;
        Thread writer = new(() =>
        {
            // Xen: __update_vcpu_system_time, xen/arch/x86/time.c.
            for (uint i = 1; i <= 200_000; i++)
            {
                Atomic.Store(&address->Version, (2 * i) - 1);
                Atomic.Store(&address->TscTimestamp, i);
                Atomic.Store(&address->SystemTime, i);
                Atomic.Store(&address->TscToSystemMultiplier, i);
                Atomic.Store(&address->Version, 2 * i);
            }
        });
        writer.Start();
        uint version;
        do
        {
            if (VcpuTime.TryRead(address, out VcpuTimeInfo copy))
            {
                Assert.Equal(copy.Version, 2 * copy.SystemTime);
                Assert.Equal(copy.TscTimestamp, copy.SystemTime);
                Assert.Equal(copy.TscToSystemMultiplier, copy.SystemTime);
            }

            version = copy.Version;
        }
        while (version < 400_000);
        writer.Join();
    }

    /// <summary>As Xen's set_time_scale does it, with the shift given.</summary>
    private static VcpuTimeInfo TimeOf(ulong hertz, sbyte shift)
    {
        UInt128 multiplier = ((UInt128)1_000_000_000 << 32) / hertz;
        multiplier = shift >= 0 ? multiplier >> shift : multiplier << -shift;
        VcpuTimeInfo time = default;
        time.TscToSystemMultiplier = checked((uint)multiplier);
        time.TscShift = shift;
        return time;
    }
}
