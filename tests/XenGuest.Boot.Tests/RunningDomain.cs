using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>A guest of ours that runs under the toolstack while a test acts on it; gone when this is disposed of.</summary>
internal sealed class RunningDomain : IAsyncDisposable
{
    private const string VerdictPrefix = "XenGuest: ";

    private readonly Dom0Session _session;
    private readonly CancellationTokenSource _over;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ended = new();
    private readonly ConsoleFile _console;
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource _more = NewMore();
    private int _read;

    private RunningDomain(Dom0Session session, string name, TimeSpan limit)
    {
        _session = session;
        Name = name;
        _over = new CancellationTokenSource(limit);
        Toolstack = new Toolstack(session);
        _console = new ConsoleFile(session.Folder.Console(name), OnLine);
    }

    public string Name { get; }

    public Toolstack Toolstack { get; }

    /// <summary>Is cancelled when the guest has had its time.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>All that it has said so far.</summary>
    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Creates a guest.</summary>
    public static async Task<RunningDomain> CreateAsync(Dom0Session session, string guest, Func<DomainConfig, DomainConfig> change, TimeSpan limit)
    {
        RunningDomain domain = new(session, session.NewGuestName(), limit);
        GuestImage image = await PublishedGuests.ImageAsync(Guest.All.Single(candidate => candidate.Name == guest));
        File.Copy(image.File, session.Folder.Shared(domain.Name));
        domain._following = domain._console.FollowAsync(domain._ended.Task, domain.Over);
        await domain.Toolstack.CreateAsync(change(new DomainConfig(domain.Name, SessionFolder.InDom0(domain.Name))), domain.Over);
        return domain;
    }

    /// <summary>The next line that begins so, behind the one that was waited for last.</summary>
    /// <exception cref="InvalidOperationException">The verdict came instead.</exception>
    public async Task<string> LineAsync(string prefix)
    {
        while (true)
        {
            Task more;
            lock (_lines)
            {
                more = _more.Task;
                while (_read < _lines.Count)
                {
                    string line = _lines[_read++];
                    if (line.StartsWith(prefix, StringComparison.Ordinal))
                    {
                        return line;
                    }

                    if (line.StartsWith(VerdictPrefix, StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException($"instead of \"{prefix}\" the guest said:\n{Text}");
                    }
                }
            }

            try
            {
                await more.WaitAsync(Over);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"\"{prefix}\" did not come; the guest said:\n{Text}");
            }
        }
    }

    /// <summary>Its verdict.</summary>
    public Task<string> VerdictAsync() => LineAsync(VerdictPrefix);

    /// <summary>Runs a program in dom0, which must succeed.</summary>
    /// <returns>What it says.</returns>
    public async Task<string> InDom0Async(string program, params string[] arguments)
    {
        ToolResult result = await _session.RunAsync(program, arguments, TimeSpan.FromSeconds(60), Over);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"{program}: {result.Complaint(4)}");
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _over.CancelAsync();
        await _following.ContinueWith(static _ => { }, TaskScheduler.Default);
        await Toolstack.DestroyAsync(Name, CancellationToken.None);
        _console.Dispose();
        _over.Dispose();
    }

    private static TaskCompletionSource NewMore() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnLine(string line)
    {
        TaskCompletionSource more;
        lock (_lines)
        {
            _lines.Add(line);
            more = _more;
            _more = NewMore();
        }

        more.SetResult();
    }
}
