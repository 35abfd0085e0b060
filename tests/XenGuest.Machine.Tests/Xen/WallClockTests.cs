using System.Threading;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Xen;

public unsafe class WallClockTests
{
    [Fact]
    public void A_date_is_its_seconds_high_and_low_and_its_nanoseconds()
    {
        SharedInfo64 shared = default;
        shared.WallClockVersion = 6;
        shared.WallClockSeconds = 7;
        shared.WallClockSecondsHigh = 1;
        shared.WallClockNanoseconds = 9;

        Assert.True(WallClock.TryRead(&shared, out ulong nanoseconds));
        Assert.Equal((((1ul << 32) + 7) * 1_000_000_000) + 9, nanoseconds);
    }

    [Theory]
    [InlineData(7u)]
    [InlineData(uint.MaxValue)]
    public void An_update_that_never_ends_is_given_up(uint version)
    {
        SharedInfo64 shared = default;
        shared.WallClockVersion = version;

        Assert.False(WallClock.TryRead(&shared, out _));
    }

    [Fact]
    public void A_date_that_steps_while_it_is_read_is_read_whole()
    {
        SharedInfo64 shared = default;
        SharedInfo64* address = &shared;
        Thread writer = new(() =>
        {
            for (uint i = 1; i <= 200_000; i++)
            {
                Volatile.Write(ref address->WallClockVersion, (2 * i) - 1);
                Volatile.Write(ref address->WallClockSeconds, i);
                Volatile.Write(ref address->WallClockNanoseconds, i);
                Volatile.Write(ref address->WallClockVersion, 2 * i);
            }
        });
        writer.Start();
        ulong last = 0;
        while (last < 200_000ul * 1_000_000_001)
        {
            if (WallClock.TryRead(address, out ulong now))
            {
                Assert.Equal(0ul, now % 1_000_000_001);
                Assert.True(now >= last);
                last = now;
            }
        }

        writer.Join();
    }
}
