using System;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Xen;

public class ContinuousTimeTests
{
    [Fact]
    public void A_reading_that_lies_before_another_counts_as_the_other()
    {
        ContinuousTime time = default;

        Assert.Equal(100ul, time.Take(100));
        Assert.Equal(100ul, time.Take(93));
        Assert.Equal(101ul, time.Take(101));
    }

    [Fact]
    public void The_clock_is_system_time_until_there_was_a_restore()
    {
        ContinuousTime time = default;

        Assert.Equal(12ul, time.Clock(12));
        Assert.Equal(0ul, time.Offset);
    }

    [Theory]
    [InlineData(1000UL, 10UL)]
    [InlineData(1000UL, 1000UL)]
    [InlineData(1000UL, 5_000_000UL)]
    public void After_a_restore_the_clock_goes_on_where_it_stood_and_system_time_is_the_new_hosts(ulong before, ulong after)
    {
        ContinuousTime time = default;
        time.Clock(before);
        time.GoOnFrom(after);

        Assert.Equal(before, time.Clock(after));
        Assert.Equal(before + 7, time.Clock(after + 7));
        Assert.Equal(after + 7, time.Take(after));
        Assert.Equal(after + 8, time.Take(after + 8));
        Assert.Equal(before + 8, time.Clock(after + 8));
    }

    [Fact]
    public void Any_readings_and_restores_give_a_clock_that_never_goes_back()
    {
        Random random = new(20261121);
        ContinuousTime time = default;
        ulong systemTime = 1_000_000;
        ulong last = 0;
        ulong lastSystemTime = 0;
        for (int i = 0; i < 100_000; i++)
        {
            if (random.Next(1000) == 0)
            {
                systemTime = (ulong)random.NextInt64(1_000_000_000_000);
                time.GoOnFrom(systemTime);
                lastSystemTime = 0;
                Assert.Equal(last, time.Clock(systemTime));
            }

            // Two vCPUs that differ by some nanoseconds.
            systemTime += (ulong)random.Next(100);
            ulong reading = systemTime - (ulong)random.Next(50);
            ulong system = time.Take(reading);
            ulong now = time.Clock(reading);
            Assert.True(now >= last);
            Assert.True(system >= lastSystemTime);
            Assert.Equal(now, unchecked(system + time.Offset));
            (last, lastSystemTime) = (now, system);
        }
    }
}
