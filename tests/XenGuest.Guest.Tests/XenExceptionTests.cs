using XenGuest.Hypercall;

namespace XenGuest.Guest.Tests;

public sealed class XenExceptionTests
{
    [Fact]
    public void The_message_says_what_was_asked_and_what_was_answered()
    {
        XenException exception = new("notifying", XenErrno.NotPermitted);
        Assert.Equal("notifying: Xen answered NotPermitted (1)", exception.Message);
        Assert.Equal(XenErrno.NotPermitted, exception.Error);
    }

    [Fact]
    public void An_error_that_nobody_knows_keeps_its_number()
    {
        XenException exception = new("notifying", (XenErrno)4321);
        Assert.Equal("notifying: Xen answered an unknown error (4321)", exception.Message);
        Assert.Equal((XenErrno)4321, exception.Error);
    }

    [Fact]
    public void Only_an_error_throws()
    {
        XenException.ThrowIfFailed(XenErrno.None, "notifying");
        Assert.Equal(7, XenException.ValueOrThrow(new XenResult<int>(7), "asking"));
        Assert.Throws<XenException>(() => XenException.ThrowIfFailed(XenErrno.Busy, "notifying"));
        Assert.Throws<XenException>(() => XenException.ValueOrThrow<int>(XenErrno.Busy, "asking"));
    }
}
