using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Makes the domain as large as its toolstack wants it (<c>xl mem-set</c>): gives memory back to Xen, and takes it again.</summary>
/// <remarks>
/// <para>It follows <c>memory/target</c> of xenstore, and grows up to what the domain was booted with at most, <c>memory/static-max</c>.</para>
/// <para>It never takes what the program needs: <see cref="ReserveBytes"/> stay free, the heap's limit goes down before memory does, so that the program gets OutOfMemoryException
/// as it would with less memory from the start, and it grows again with it. A target that is too low is met as far as that goes;
/// <see cref="State"/> says what is left, and it is tried again from time to time.</para>
/// </remarks>
public sealed class GuestBalloon : IAsyncDisposable
{
    /// <summary>So much memory stays free for the program whatever the target is.</summary>
    public const ulong ReserveBytes = 4 * 1024 * 1024;

    private const string TargetPath = "memory/target";
    private const string MaximumPath = "memory/static-max";
    private const ulong Kibibyte = 1024;
    private const ulong MostKibibytes = 1UL << 40;
    private const int MostRounds = 16;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(32);

    private readonly GuestStore _store;
    private readonly FramePool _frames;
    private readonly Balloon _balloon;
    private readonly GuestStoreWatch _watch;
    private readonly ulong _maximumBytes;
    private readonly ulong _heapLimit = HeapLimit.Current;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private BalloonState _state;

    private GuestBalloon(GuestStore store, FramePool frames, Balloon balloon, GuestStoreWatch watch, ulong maximumBytes)
    {
        _store = store;
        _frames = frames;
        _balloon = balloon;
        _watch = watch;
        _maximumBytes = maximumBytes;
        _state = new BalloonState(maximumBytes, maximumBytes, BalloonOutcome.Met, XenErrno.None);
        Completion = Task.Run(FollowAsync);
    }

    /// <summary>How things stand. Context: any thread.</summary>
    public BalloonState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Why nobody follows the target any more: it was disposed of, or fails as the store does, or with FormatException where a target is no number.</summary>
    /// <remarks>What was given back stays with Xen.</remarks>
    public Task Completion { get; }

    /// <summary>Begins to follow the target.</summary>
    /// <exception cref="StoreException">The store has no such nodes, or its connection is over.</exception>
    /// <exception cref="FormatException">static-max is no number.</exception>
    /// <exception cref="XenException">There is no page left.</exception>
    internal static async ValueTask<GuestBalloon> OpenAsync(
        Hypervisor hypervisor, GuestMachine machine, uint frameLimit, GuestStore store, CancellationToken cancellation)
    {
        ulong maximum = Parse(MaximumPath, await store.ReadTextAsync(MaximumPath, cancellationToken: cancellation).ConfigureAwait(false));
        Balloon balloon = new(
            hypervisor, machine.Frames, XenException.ValueOrThrow(machine.Pages.Take(), "taking a page for the balloon"), frameLimit);
        GuestStoreWatch watch = await store.WatchAsync(TargetPath, cancellation).ConfigureAwait(false);
        return new GuestBalloon(store, machine.Frames, balloon, watch, maximum);
    }

    /// <summary>Ends it. What was given back stays with Xen.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FollowAsync()
    {
        TimeSpan pause = s_shortest;
        Task<string> change = _watch.NextAsync(_end.Token).AsTask();
        while (true)
        {
            // A watch fires once at its beginning.
            if (change.IsCompleted)
            {
                await change.ConfigureAwait(false);
                change = _watch.NextAsync(_end.Token).AsTask();
                ulong target = Parse(TargetPath, await _store.ReadTextAsync(TargetPath, cancellationToken: _end.Token).ConfigureAwait(false));
                Tell(_state with { TargetBytes = target, Outcome = BalloonOutcome.Underway });
                pause = s_shortest;
            }

            BalloonOutcome outcome = Adjust();
            if (outcome == BalloonOutcome.Met)
            {
                await Task.WhenAny(change).ConfigureAwait(false);
                continue;
            }

            await Task.WhenAny(change, Task.Delay(pause, _end.Token)).ConfigureAwait(false);
            _end.Token.ThrowIfCancellationRequested();
            pause = pause < s_longest ? pause * 2 : s_longest;
        }
    }

    /// <summary>Goes as far as can be gone now.</summary>
    private BalloonOutcome Adjust()
    {
        ulong target = Math.Min(_state.TargetBytes, _maximumBytes);
        ulong wanted = (_maximumBytes - target) / GuestFrame.Size;
        ulong before;
        BalloonOutcome outcome;
        int rounds = 0;
        do
        {
            // A program that allocates meanwhile takes some of what was free: what it drops again is found by another round.
            before = _balloon.HeldFrames;
            outcome = wanted > before ? Grow(wanted) : Move(wanted, 0);
        }
        while (outcome == BalloonOutcome.TooFewFree && _balloon.HeldFrames != before && ++rounds < MostRounds && !_end.IsCancellationRequested);

        // What is there in the end; also where a refusal left more than was to be kept. Where the collector does not take it, the smaller one stays.
        GC.Collect(0);
        _ = HeapLimit.TrySet(_balloon.HeldFrames == 0 ? _heapLimit * 2 : _frames.Available * GuestFrame.Size, _heapLimit);
        Tell(outcome);
        return outcome;
    }

    private BalloonOutcome Grow(ulong wanted)
    {
        // What the heap does not need is free then, and its size is known.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ulong available = _frames.Available;
        ulong missing = wanted - _balloon.HeldFrames;
        ulong keep = Math.Max(available > missing ? available - missing : 0, ReserveBytes / GuestFrame.Size);

        // The limit first: nothing that is given away must be promised to the heap. What was promised to it stays, whether it has taken it by then or not.
        return HeapLimit.TrySet(keep * GuestFrame.Size, _heapLimit)
            ? Move(wanted, Math.Max(HeapLimit.PromiseOf(keep), ReserveBytes / GuestFrame.Size))
            : BalloonOutcome.TooFewFree;
    }

    private BalloonOutcome Move(ulong wanted, ulong keep)
    {
        BalloonOutcome outcome;
        do
        {
            outcome = _balloon.Step(wanted, keep);
        }
        while (outcome == BalloonOutcome.Underway && !_end.IsCancellationRequested);

        return outcome;
    }

    private void Tell(BalloonOutcome outcome) => Tell(_state with
    {
        CurrentBytes = _maximumBytes - (_balloon.HeldFrames * GuestFrame.Size),
        Outcome = outcome,
        Refusal = _balloon.Refusal,
    });

    private void Tell(BalloonState state)
    {
        lock (_gate)
        {
            _state = state;
        }
    }

    /// <summary>A number of KiB, as bytes.</summary>
    private static ulong Parse(string path, string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong kibibytes) && kibibytes <= MostKibibytes
            ? kibibytes * Kibibyte
            : throw new FormatException($"{path} is \"{text}\", which is no number of KiB");
}
