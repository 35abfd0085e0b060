using System;

namespace XenGuest.Guest.Tests;

/// <summary>A program that does not run on XenGuest's machine is told so, and can go on.</summary>
public sealed class WithoutMachineTests
{
    [Fact]
    public void Connecting_is_refused_every_time()
    {
        PlatformNotSupportedException first = Assert.Throws<PlatformNotSupportedException>(GuestEntry.Start);
        Assert.Contains("XenGuest.Sdk", first.Message, StringComparison.Ordinal);
        Assert.Throws<PlatformNotSupportedException>(GuestEntry.Start);
    }
}
