using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class DomainEndTests
{
    private const string TripleFault = "(XEN) [   12.345678] d3v0 Triple fault - invoking HVM shutdown action 1";

    [Fact]
    public void A_triple_fault_is_a_crash_though_Xen_makes_a_reboot_of_it()
    {
        DomainEnd end = DomainEnd.Of(new DomainState(3, "guest", ShutdownReason.Reboot), [TripleFault]);

        Assert.Equal(("triple fault", false), (end.Crash, end.IsOwnWord));
    }

    [Fact]
    public void The_triple_fault_of_another_guest_is_none_of_this_one()
    {
        DomainEnd end = DomainEnd.Of(new DomainState(4, "guest", ShutdownReason.Reboot), [TripleFault]);

        Assert.Equal(("the guest asked for a reboot", null), (end.Text, end.Crash));
    }

    [Fact]
    public void A_guest_that_Xen_stopped_is_not_one_that_stopped_itself()
    {
        DomainEnd end = DomainEnd.Of(new DomainState(3, "guest", ShutdownReason.Crash), ["(XEN) [    9.100000] domain_crash called from arch/x86/hvm/hvm.c:100"]);

        Assert.Equal(("Xen stopped the guest: domain_crash called from arch/x86/hvm/hvm.c:100", false), (end.Crash, end.IsOwnWord));
        Assert.True(DomainEnd.Of(new DomainState(3, "guest", ShutdownReason.Crash), []).IsOwnWord);
    }

    [Fact]
    public void A_guest_that_is_gone_was_destroyed()
    {
        Assert.Equal("somebody destroyed the guest", DomainEnd.Of(null, []).Text);
    }
}
