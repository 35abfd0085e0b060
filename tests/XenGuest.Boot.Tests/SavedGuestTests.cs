using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>Guests under load that xl saves, and restores or lets go on.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class SavedGuestTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private const int RestoresWhenLong = 20;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(900);

    [Theory]
    [InlineData(1, "fifo")]
    [InlineData(2, "2l")]
    [InlineData(4, "fifo")]
    public async Task A_guest_goes_on_where_it_is_saved_and_restored(int vcpus, string events)
    {
        int restores = Rig.IsLong ? RestoresWhenLong : 2;
        await using RunningDomain guest = await RunningDomain.CreateAsync(
            dom0.Session, "suspend", config => config with { Vcpus = vcpus, CommandLine = $"{restores} 1 xenguest.events={events}" }, s_limit);
        string file = $"/tmp/{guest.Name}.save";
        await guest.LineAsync("ready");
        await guest.Toolstack.CheckpointAsync(guest.Name, file, guest.Over);
        await guest.LineAsync("resumed 0 1");
        for (int cycle = 1; cycle <= restores; cycle++)
        {
            long start = Stopwatch.GetTimestamp();
            await guest.Toolstack.SaveAsync(guest.Name, file, guest.Over);
            TimeSpan saved = Stopwatch.GetElapsedTime(start);
            await guest.Toolstack.RestoreAsync(file, guest.Over);
            output.WriteLine($"saved in {saved.TotalSeconds:F2} s, restored in {(Stopwatch.GetElapsedTime(start) - saved).TotalSeconds:F2} s");
            await guest.LineAsync($"resumed {cycle} 1");
        }

        await guest.InDom0Async("rm", file);
        string verdict = await guest.VerdictAsync();
        output.WriteLine(guest.Text);
        Assert.True(verdict == "XenGuest: SUCCESS suspend", guest.Text);
    }
}
