using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>What it takes more than one boot, or a long one, to see of the machine.</summary>
public class MachineTests
{
    private const int StressSecondsWhenLong = 600;

    [Theory]
    [InlineData(BootOptions.DefaultCpu)]
    [InlineData("qemu64,+svm,+npt,-rdrand")]
    public async Task Two_boots_draw_different_numbers(string cpu)
    {
        GuestImage image = await ImageAsync("entropy");
        BootOptions options = new() { Cpu = cpu };
        BootResult[] boots = await Task.WhenAll(Rig.BootAsync(image, options, XenRelease.Xen417), Rig.BootAsync(image, options, XenRelease.Xen417));

        foreach (string what in (string[])["first GUID: ", "first number: ", "hash of a text: "])
        {
            string[] drawn = [.. boots.Select(boot => boot.GuestLines.Single(line => line.StartsWith(what, StringComparison.Ordinal)))];
            Assert.NotEqual(drawn[0], drawn[1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_stress_guest_holds_for_ten_minutes_when_the_run_is_long(int vcpus)
    {
        if (!Rig.IsLong)
        {
            // Its minute is a case of the guest itself.
            return;
        }

        BootOptions options = new() { CommandLine = $"{StressSecondsWhenLong}", Vcpus = vcpus, Timeout = TimeSpan.FromSeconds(2 * StressSecondsWhenLong) };
        BootResult result = await Rig.BootAsync(await ImageAsync("stress"), options, XenRelease.Xen417);

        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines)}");
    }

    [Theory]
    [InlineData("processors", "600", 2)]
    [InlineData("processors", "600", 4)]
    [InlineData("vcpu-events", "128", 128)]
    public async Task Several_vCPUs_hold_for_long_when_the_run_is_long(string guest, string commandLine, int vcpus)
    {
        if (!Rig.IsLong)
        {
            // Shorter ones, with fewer vCPUs, are cases of the guests themselves.
            return;
        }

        BootOptions options = new() { CommandLine = commandLine, Vcpus = vcpus, MemoryMebibytes = 256, Timeout = TimeSpan.FromSeconds(2 * StressSecondsWhenLong) };
        BootResult result = await Rig.BootAsync(await ImageAsync(guest), options, XenRelease.Xen417);

        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines)}");
    }

    [Fact]
    public async Task A_guest_binds_every_port_of_the_FIFO_event_ABI_when_the_run_is_long()
    {
        if (!Rig.IsLong)
        {
            // Xen looks for a free port from the first on: all of them take minutes.
            return;
        }

        BootOptions options = new() { CommandLine = "all", Events = "fifo", Timeout = TimeSpan.FromHours(1) };
        BootResult result = await Rig.BootAsync(await ImageAsync("fifo"), options, XenRelease.Xen417);

        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines)}");
    }

    private static Task<GuestImage> ImageAsync(string guest) => PublishedGuests.ImageAsync(Guest.All.Single(candidate => candidate.Name == guest));
}
