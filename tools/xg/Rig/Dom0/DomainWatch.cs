using System.Threading.Tasks;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Tells when some guest of a session has ended: xenstored says so to whoever watches its name for that.</summary>
/// <remarks>To miss none, take <see cref="Next"/> before looking at a guest, and wait for it after.</remarks>
internal sealed class DomainWatch
{
    private const string Program = "xenstore-watch";
    private const string EndOfSome = "@releaseDomain";

    private readonly object _lock = new();
    private TaskCompletionSource _next = NewSource();

    private DomainWatch()
    {
    }

    /// <summary>Completes at the next end of some guest, or when the session breaks.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
            {
                return _next.Task;
            }
        }
    }

    /// <summary>Begins to watch, for as long as the session lasts.</summary>
    /// <returns>Once xenstored has the watch: it tells of that at once.</returns>
    public static async Task<DomainWatch> StartAsync(Dom0Session session)
    {
        DomainWatch watch = new();
        RemoteProcess process = session.Start(Program, EndOfSome);
        await process.Output.WaitToReadAsync().ConfigureAwait(false);
        _ = watch.ReadAsync(process);
        return watch;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync(RemoteProcess process)
    {
        await foreach (byte[] _ in process.Output.ReadAllAsync().ConfigureAwait(false))
        {
            Tell();
        }

        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            told = _next;
            _next = NewSource();
        }

        told.SetResult();
    }
}
