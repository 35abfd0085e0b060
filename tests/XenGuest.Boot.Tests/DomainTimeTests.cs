using System;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>The time of a guest of a toolstack.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainTimeTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_guest_sees_dom0_set_the_clock_and_nothing_but_its_date_steps(int vcpus)
    {
        await using RunningDomain guest = await RunningDomain.CreateAsync(
            dom0.Session, "time", config => config with { Vcpus = vcpus, CommandLine = "step" }, s_limit);
        await guest.LineAsync("type,");
        long now = long.Parse(await guest.InDom0Async("date", "+%s"), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

        // Linux hands it on to Xen, and Xen to every domain.
        await guest.InDom0Async("date", "-s", $"@{now + (100 * 86400)}");

        string verdict = await guest.VerdictAsync();
        output.WriteLine(guest.Text);
        Assert.True(verdict == "XenGuest: SUCCESS time", guest.Text);
        await guest.InDom0Async("date", "-s", $"@{now}");
    }
}
