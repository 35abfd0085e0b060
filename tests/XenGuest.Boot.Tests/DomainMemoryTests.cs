using System;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>A guest of a toolstack that is made smaller and larger.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainMemoryTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private static readonly int s_cycles = Rig.IsLong ? 3 : 1;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_guest_that_allocates_gives_memory_back_and_takes_it_again(int vcpus)
    {
        await using RunningDomain guest = await RunningDomain.CreateAsync(
            dom0.Session, "balloon", config => config with { Vcpus = vcpus, MemoryMebibytes = 128 }, s_limit);
        try
        {
            await guest.LineAsync("size 131072 of 131072: Met");
            for (int cycle = 0; cycle < s_cycles; cycle++)
            {
                await SetAsync(guest, 64);
                await SetAsync(guest, 96);
                await SetAsync(guest, 48);
                await SetAsync(guest, 128);
            }

            // Less than the program needs: met as far as possible, and the guest lives.
            await guest.InDom0Async("xl", "mem-set", guest.Name, "4");
            await guest.LineAsync("size ");
            Assert.Contains("of 4096: TooFewFree", guest.Text, StringComparison.Ordinal);
            await SetAsync(guest, 128);
            int domain = await guest.Toolstack.DomainIdAsync(guest.Name, guest.Over);
            await guest.InDom0Async("xenstore-write", $"/local/domain/{domain}/data/end", "1");
            Assert.Equal("XenGuest: SUCCESS balloon", await guest.VerdictAsync());
        }
        finally
        {
            output.WriteLine(guest.Text);
        }
    }

    private static async Task SetAsync(RunningDomain guest, int mebibytes)
    {
        await guest.InDom0Async("xl", "mem-set", guest.Name, mebibytes.ToString(CultureInfo.InvariantCulture));
        await guest.LineAsync($"size {mebibytes * 1024} of {mebibytes * 1024}: Met");

        // xl counts some pages of the toolstack's own, too.
        string list = await guest.InDom0Async("xl", "list", guest.Name);
        string[] columns = list.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(int.Parse(columns[2], CultureInfo.InvariantCulture), mebibytes, mebibytes + 1);
    }
}
