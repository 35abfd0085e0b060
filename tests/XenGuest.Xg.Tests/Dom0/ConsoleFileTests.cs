using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public sealed class ConsoleFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-console-").FullName;

    private string File => Path.Combine(_folder, "guest.log");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(Timeout = 30_000)]
    public async Task Lines_come_as_they_are_written_and_the_file_may_come_late()
    {
        BlockingCollection<string> lines = [];
        TaskCompletionSource ended = new();
        using ConsoleFile console = new(File, lines.Add);
        Task following = console.FollowAsync(ended.Task, CancellationToken.None);

        await System.IO.File.AppendAllTextAsync(File, "one\r\ntw");
        Assert.Equal("one", await Task.Run(lines.Take));
        await System.IO.File.AppendAllTextAsync(File, "o\n");
        Assert.Equal("two", await Task.Run(lines.Take));
        await System.IO.File.AppendAllTextAsync(File, "open");
        ended.SetResult();
        await following;

        Assert.Equal(["open"], lines);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_guest_that_wrote_nothing_has_no_file_and_no_lines()
    {
        using ConsoleFile console = new(File, static line => Assert.Fail(line));

        await console.FollowAsync(Task.CompletedTask, CancellationToken.None);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_is_left_at_once_when_it_is_cancelled()
    {
        using ConsoleFile console = new(File, static _ => { });
        using CancellationTokenSource over = new();
        Task following = console.FollowAsync(new TaskCompletionSource().Task, over.Token);

        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }
}
