using System;
using Xunit;

namespace XenGuest.Hypercall.Tests;

public class HypercallResultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0x7FFF_FFFF_FFFF)]
    public void A_result_that_is_not_negative_is_a_value(long raw)
    {
        HypercallResult result = new((nint)raw);
        Assert.True(result.Succeeded);
        Assert.Equal(raw, result.Value);
        Assert.Equal(XenErrno.None, result.Error);
    }

    [Theory]
    [InlineData(-1, XenErrno.NotPermitted)]
    [InlineData(-38, XenErrno.NotImplemented)]
    [InlineData(-4095, (XenErrno)4095)]
    public void A_negative_result_is_an_error_that_keeps_its_number(long raw, XenErrno error)
    {
        HypercallResult result = new((nint)raw);
        Assert.False(result.Succeeded);
        Assert.Equal(error, result.Error);
        Assert.Equal(result, HypercallResult.Failure(error));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-0x1_0000_0000L)]
    public void A_number_that_no_errno_can_be_is_still_an_error(long raw) =>
        Assert.NotEqual(XenErrno.None, new HypercallResult((nint)raw).Error);

    [Fact]
    public void The_value_of_a_failure_cannot_be_taken()
    {
        Assert.Throws<InvalidOperationException>(() => HypercallResult.Failure(XenErrno.Busy).Value);
        Assert.Throws<InvalidOperationException>(() => new XenResult<EventPort>(XenErrno.Busy).Value);
    }
}
