using System;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>Two guests that talk over a device of their own, of which xl saves and restores one while they do.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainTalkTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private const int Restores = 3;
    private const int RestoresWhenLong = 20;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(Rig.IsLong ? 15 : 5);

    [Theory]
    [InlineData("front", "2l", 1)]
    [InlineData("back", "fifo", 2)]
    public async Task No_message_is_lost_or_done_twice_when_one_end_is_saved_and_restored(string saved, string events, int grants)
    {
        int restores = Rig.IsLong ? RestoresWhenLong : Restores;
        await using RunningDomain front = await CreateAsync("front", events, grants, restores);
        await using RunningDomain back = await CreateAsync("back", events, grants, restores);
        await front.LineAsync("ready");
        await back.LineAsync("ready");
        (RunningDomain restored, RunningDomain kept) = saved == "front" ? (front, back) : (back, front);
        for (int life = 1; life <= restores; life++)
        {
            // The nodes between the two go with the domain that is saved, and those of the other end with its device.
            DevicePair device = await AddDeviceAsync(front, back);
            await front.LineAsync($"talking {life}");
            await SaveAndRestoreAsync(restored);
            string ended = await restored.LineAsync($"over {life}");
            Assert.StartsWith($"over {life} Restored, Restored", ended, StringComparison.Ordinal);
            string left = await kept.LineAsync($"over {life}");
            Assert.StartsWith($"over {life} PeerGone, None", left, StringComparison.Ordinal);
            await kept.Toolstack.RemoveStoreAsync([kept == front ? device.Frontend : device.Backend], kept.Over);
        }

        await AddDeviceAsync(front, back);
        string sent = await front.LineAsync("talked about");
        string done = await back.LineAsync("talked about");
        output.WriteLine($"{front.Text}\n\n{back.Text}");
        Assert.Equal(MessagesOf(sent), MessagesOf(done));
        Assert.Equal("XenGuest: SUCCESS talk", await front.VerdictAsync());
        Assert.Equal("XenGuest: SUCCESS talk", await back.VerdictAsync());
    }

    private static string MessagesOf(string line) => Regex.Match(line, "[1-9][0-9]* messages").Value;

    private static async Task<DevicePair> AddDeviceAsync(RunningDomain front, RunningDomain back)
    {
        int frontId = await front.Toolstack.DomainIdAsync(front.Name, front.Over);
        int backId = await back.Toolstack.DomainIdAsync(back.Name, back.Over);
        DevicePair device = new(front.Toolstack, "channel", frontId, backId, 0);
        await device.AddAsync(front.Over);
        return device;
    }

    private async Task SaveAndRestoreAsync(RunningDomain guest)
    {
        string file = $"/tmp/{guest.Name}.save";
        long start = Stopwatch.GetTimestamp();
        await guest.Toolstack.SaveAsync(guest.Name, file, guest.Over);
        await guest.Toolstack.RestoreAsync(file, guest.Over);
        output.WriteLine($"saved and restored in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        await guest.InDom0Async("rm", file);
    }

    private Task<RunningDomain> CreateAsync(string side, string events, int grants, int restores) => RunningDomain.CreateAsync(
        dom0.Session,
        "talk",
        config => config with { CommandLine = $"xenguest.events={events} xenguest.grants={grants} {side} {restores + 1}" },
        s_limit);
}
