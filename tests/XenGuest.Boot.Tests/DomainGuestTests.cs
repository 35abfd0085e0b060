using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>XenGuest's own guests, created by the toolstack of a Linux dom0: their console, and what is typed at it.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainGuestTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private const int Lines = 3000;
    private const int Width = 60;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "2l")]
    [InlineData(4, "fifo")]
    public async Task The_demo_succeeds(int vcpus, string? events)
    {
        BootResult result = await dom0.BootAsync(await ImageAsync("Hello"), new BootOptions { Vcpus = vcpus, Events = events });

        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines)}");
        Assert.Equal("Hello from C# on bare metal, a guest of Xen.", result.GuestLines[0]);
        output.WriteLine($"xl create {result.Times!.Create.TotalSeconds:F2} s, first line {result.Times.FirstLine!.Value.TotalSeconds:F2} s, to the end {result.Duration.TotalSeconds:F2} s");
    }

    [Theory]
    [InlineData(1, "fifo")]
    [InlineData(2, "2l")]
    public async Task A_guest_talks_to_xenstored(int vcpus, string events)
    {
        BootResult result = await dom0.BootAsync(await ImageAsync("store"), new BootOptions { Vcpus = vcpus, Events = events });

        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines)}");
    }

    [Fact]
    public async Task A_guest_reads_the_file_that_is_put_beside_it()
    {
        byte[] content = new byte[3_000_001];
        new Random(Lines).NextBytes(content);
        ulong hash = content.Aggregate(0xCBF2_9CE4_8422_2325, static (seen, value) => unchecked((seen ^ value) * 0x100_0000_01B3));
        string file = dom0.Session.NewGuestName();
        await File.WriteAllBytesAsync(dom0.Session.Folder.Shared(file), content);

        List<string> lines = await RunAsync(
            "modules", config => config with { CommandLine = $"{hash:x}", Module = SessionFolder.InDom0(file) }, static (_, _) => Task.CompletedTask);

        Assert.Equal("XenGuest: SUCCESS modules", lines.Find(static line => line.StartsWith("XenGuest: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Many_lines_come_whole_and_typed_ones_are_read()
    {
        List<string> lines = await RunAsync("typed", static config => config with { CommandLine = $"{Lines} {Width}" }, async (name, over) =>
        {
            RemoteProcess typing = await new Toolstack(dom0.Session).OpenConsoleAsync(name, over);
            typing.Input(Encoding.UTF8.GetBytes("hallo\rwö\u007forlx\u007fd\rend\r"));
        });

        Assert.Equal(Enumerable.Range(1, Lines).Reverse().Select(static number => $"{number} {new string('.', Width)}"), lines.Take(Lines));
        Assert.Contains("line 1: hallo", lines);
        Assert.Contains("line 2: world", lines);
        Assert.Contains("XenGuest: SUCCESS typed", lines);
    }

    /// <summary>Boots a guest with a configuration of its own; what it says, to its verdict.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="change">Changes its configuration.</param>
    /// <param name="act">What is done, by the guest's name, when it has said "type," or is there.</param>
    private async Task<List<string>> RunAsync(string guest, Func<DomainConfig, DomainConfig> change, Func<string, CancellationToken, Task> act)
    {
        Dom0Session session = dom0.Session;
        Toolstack toolstack = new(session);
        string name = session.NewGuestName();
        using CancellationTokenSource over = new(s_limit);
        File.Copy((await ImageAsync(guest)).File, session.Folder.Shared(name));
        List<string> lines = [];
        TaskCompletionSource asks = new();
        TaskCompletionSource ended = new();
        using ConsoleFile console = new(session.Folder.Console(name), line =>
        {
            lines.Add(line);
            Tell(asks, line.StartsWith("type,", StringComparison.Ordinal));
            Tell(ended, line.StartsWith("XenGuest: ", StringComparison.Ordinal));
        });
        Task following = console.FollowAsync(ended.Task, over.Token);
        await toolstack.CreateAsync(change(new DomainConfig(name, SessionFolder.InDom0(name))), over.Token);
        await Task.WhenAny(asks.Task, ended.Task).WaitAsync(over.Token);
        await act(name, over.Token);
        await following;
        await toolstack.DestroyAsync(name, over.Token);
        return lines;
    }

    private static void Tell(TaskCompletionSource source, bool isTrue)
    {
        if (isTrue)
        {
            source.TrySetResult();
        }
    }

    private static Task<GuestImage> ImageAsync(string guest) => PublishedGuests.ImageAsync(Guest.All.Single(candidate => candidate.Name == guest));
}
