using System;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>What a toolstack wants of a guest as a whole.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainPowerTests(Dom0Rig dom0)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("shutdown", "PowerOff", (int)ShutdownReason.PowerOff)]
    [InlineData("reboot", "Reboot", (int)ShutdownReason.Reboot)]
    public async Task A_guest_ends_as_it_is_told_after_what_is_to_be_done_before(string command, string request, int reason)
    {
        await using RunningDomain guest = await CreateAsync();
        await guest.InDom0Async("xl", command, guest.Name);

        await guest.LineAsync($"ending by {request}");
        await guest.LineAsync("refused: this handler fails");
        Assert.Equal((ShutdownReason)reason, (await EndOfAsync(guest)).Reason);
    }

    [Fact]
    public async Task Halt_is_another_word_for_power_off()
    {
        await using RunningDomain guest = await CreateAsync();
        await WriteAsync(guest, "halt");

        await guest.LineAsync("ending by Halt");
        Assert.Equal(ShutdownReason.PowerOff, (await EndOfAsync(guest)).Reason);
    }

    [Fact]
    public async Task What_nobody_knows_is_answered_and_keys_are_handed_on()
    {
        await using RunningDomain guest = await CreateAsync();
        await WriteAsync(guest, "dance");
        await guest.LineAsync("refused: the toolstack wants \"dance\" of this domain");
        Assert.Equal("\n", await guest.InDom0Async("xenstore-read", await NodeAsync(guest)));

        await guest.InDom0Async("xl", "sysrq", guest.Name, "h");
        await guest.LineAsync("key h");
    }

    [Fact]
    public async Task An_NMI_says_where_a_vCPU_is_and_it_goes_on()
    {
        await using RunningDomain guest = await CreateAsync(vcpus: 2);
        for (int count = 1; count <= 20; count++)
        {
            foreach (int vcpu in (int[])[0, 1])
            {
                await guest.InDom0Async("xl", "trigger", guest.Name, "nmi", $"{vcpu}");
                await guest.LineAsync($"machine: NMI {count} of vCPU {vcpu}, which ");
                await guest.LineAsync("  at 0x");
            }
        }

        await guest.InDom0Async("xl", "sysrq", guest.Name, "h");
        await guest.LineAsync("key h");
    }

    private async Task<RunningDomain> CreateAsync(int vcpus = 1)
    {
        RunningDomain guest = await RunningDomain.CreateAsync(dom0.Session, "power", config => config with { Vcpus = vcpus }, s_limit);
        await guest.LineAsync("ready");
        return guest;
    }

    private static async Task WriteAsync(RunningDomain guest, string wish) => await guest.InDom0Async("xenstore-write", await NodeAsync(guest), wish);

    private static async Task<string> NodeAsync(RunningDomain guest) =>
        $"/local/domain/{await guest.Toolstack.DomainIdAsync(guest.Name, guest.Over)}/control/shutdown";

    /// <summary>How it ended, once Xen says that it has.</summary>
    private static async Task<DomainState> EndOfAsync(RunningDomain guest)
    {
        while (true)
        {
            DomainState? state = await guest.Toolstack.StateAsync(guest.Name, guest.Over);
            if (state is null or { HasEnded: true })
            {
                return state!;
            }
        }
    }
}
