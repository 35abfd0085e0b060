using XenGuest.BootGuests.Grants;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>The model answers what tests/boot/grants sees of Xen.</summary>
public sealed class GrantCaseTests
{
    [Theory]
    [InlineData(XenRelease.Xen417)]
    [InlineData(XenRelease.Xen420)]
    public void The_cases_of_the_boot_guest_hold_on_the_model(XenRelease release)
    {
        using XenModel host = new(release);
        ModelDomain domain = host.CreateDomain(new DomainShape { IsControlDomain = true, FrameCount = 256 });
        ModelStage stage = new(domain);
        Play(new GrantCases(stage, GrantVersion.One));
        GrantCases second = new(stage, GrantVersion.Two);
        Play(second);
        second.PartsAndPassingOn();
        Assert.Null(domain.Shutdown);
    }

    private static void Play(GrantCases cases)
    {
        cases.Hold();
        cases.ReadOnly();
        cases.Refusals();
        cases.Copies();
        cases.Limits();
    }
}
