using System;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>The rig with a Linux dom0: what becomes of guests that its toolstack creates, those that behave and those that do not.</summary>
public sealed class DomainTests : IClassFixture<Dom0Rig>, IDisposable
{
    private readonly Dom0Rig _dom0;
    private readonly TinyDomain _guest = new();

    public DomainTests(Dom0Rig dom0)
    {
        _dom0 = dom0;
    }

    public void Dispose()
    {
        _guest.Dispose();
    }

    [Fact]
    public async Task A_guest_gives_its_verdict()
    {
        BootResult result = await _dom0.BootAsync(_guest.Write("hello\nXenGuest: SUCCESS tiny\n").End().Build());

        Assert.Equal("XenGuest: SUCCESS tiny", result.ToString());
        Assert.Equal(["hello", "XenGuest: SUCCESS tiny"], result.GuestLines);
    }
}
