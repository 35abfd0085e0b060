using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Xenstore, awaited.</summary>
/// <remarks>
/// <para>Any thread may call any member at any time; the code behind an <c>await</c> runs on the thread pool. Where nothing else is said
/// a member throws <see cref="StoreException"/>: xenstored refused, the argument breaks a rule of <see cref="StorePath"/>, or the
/// connection is over; and <see cref="OperationCanceledException"/>: whether xenstored does what was asked is not known then.</para>
/// <para>Paths are absolute, or relative to the domain's own part of the tree.</para>
/// </remarks>
public sealed partial class GuestStore : IDisposable, IThreadPoolWorkItem
{
    private const int MostKept = StoreConnection.MostInFlight;

    /// <summary>How often a transaction is tried before it fails with <see cref="XenErrno.TryAgain"/>.</summary>
    public const int MostTries = 64;

    private readonly StoreConnection _connection;
    private readonly Stack<StoreOperation> _free = new();
    private readonly EventChannel _channel;

    private unsafe GuestStore(EventChannelBinder binder, EventPort port, void* page)
    {
        // The port first: whoever has it already uses the rings, and they are not touched. It comes masked.
        _channel = XenException.ValueOrThrow(binder.Claim(port, OnEvent), "taking over the port of xenstore");
        _connection = new StoreConnection(new StoreRing(page));
    }

    /// <summary>Why the connection is over, or <see cref="StoreFault.None"/>.</summary>
    public StoreFault Fault => _connection.Fault;

    internal Lock Gate { get; } = new();

    /// <summary>How often the connection was made anew. Context: under the lock.</summary>
    internal uint Generation => _connection.Generation;

    /// <summary>Connects over the page and the port that the toolstack made.</summary>
    /// <param name="binder">Takes the port over.</param>
    /// <param name="port">HVM_PARAM_STORE_EVTCHN.</param>
    /// <param name="page">The page of HVM_PARAM_STORE_PFN, mapped and writable for as long as the store is used.</param>
    /// <returns>The store.</returns>
    /// <exception cref="XenException">Nothing is bound to the port, or a channel has it.</exception>
    public static unsafe GuestStore Open(EventChannelBinder binder, EventPort port, void* page)
    {
        GuestStore store = new(binder, port, page);
        XenException.ThrowIfFailed(store._channel.Unmask(), "unmasking the port of xenstore");
        return store;
    }

    /// <summary>Reads a node's value.</summary>
    public ValueTask<byte[]> ReadAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        DoAsync(path, request => request.Read(path, transaction), cancellationToken);

    /// <summary>Reads a node's value as text in UTF-8.</summary>
    public async ValueTask<string> ReadTextAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        Encoding.UTF8.GetString(await ReadAsync(path, transaction, cancellationToken).ConfigureAwait(false));

    /// <summary>Sets a node's value; makes the node, and those above it.</summary>
    public async ValueTask WriteAsync(
        string path, ReadOnlyMemory<byte> value, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        await DoAsync(path, request => request.Write(path, value.Span, transaction), cancellationToken).ConfigureAwait(false);

    /// <summary>Sets a node's value to text in UTF-8.</summary>
    public ValueTask WriteTextAsync(
        string path, string value, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        WriteAsync(path, Encoding.UTF8.GetBytes(value), transaction, cancellationToken);

    /// <summary>Makes a node without a value; one that is there stays as it is.</summary>
    public async ValueTask MakeDirectoryAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        await DoAsync(path, request => request.MakeDirectory(path, transaction), cancellationToken).ConfigureAwait(false);

    /// <summary>Removes a node and all below it.</summary>
    public async ValueTask RemoveAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default) =>
        await DoAsync(path, request => request.Remove(path, transaction), cancellationToken).ConfigureAwait(false);

    /// <summary>Lists the names of a node's children, however many: by parts where they do not fit into one answer.</summary>
    public async ValueTask<string[]> ListAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default)
    {
        try
        {
            return Texts(await DoAsync(path, request => request.Directory(path, transaction), cancellationToken).ConfigureAwait(false));
        }
        catch (StoreException e) when (e.Error == XenErrno.TooBig)
        {
            return await ListPartsAsync(path, transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for a node's permissions, the owner's first.</summary>
    public async ValueTask<StorePermission[]> GetPermissionsAsync(
        string path, StoreTransactionId transaction = default, CancellationToken cancellationToken = default)
    {
        string[] texts = Texts(
            await DoAsync(path, request => request.GetPermissions(path, transaction), cancellationToken).ConfigureAwait(false));

        // Each was checked when the answer came.
        return Array.ConvertAll(texts, static text =>
            StorePermission.TryParse(Encoding.Latin1.GetBytes(text), out StorePermission permission) ? permission : default);
    }

    /// <summary>Sets a node's permissions, the owner's first.</summary>
    public async ValueTask SetPermissionsAsync(
        string path,
        ReadOnlyMemory<StorePermission> permissions,
        StoreTransactionId transaction = default,
        CancellationToken cancellationToken = default) =>
        await DoAsync(path, request => request.SetPermissions(path, permissions.Span, transaction), cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for the path of a domain's part of the tree.</summary>
    public async ValueTask<string> GetDomainPathAsync(DomainId domain, CancellationToken cancellationToken = default) =>
        Texts(await DoAsync("", request => request.GetDomainPath(domain), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Asks whether xenstored knows a domain.</summary>
    public async ValueTask<bool> IsIntroducedAsync(DomainId domain, CancellationToken cancellationToken = default) =>
        (await DoAsync("", request => request.IsDomainIntroduced(domain), cancellationToken).ConfigureAwait(false))[0] == (byte)'T';

    /// <summary>Takes back all watches of this domain, those of whoever ran in it before included.</summary>
    public async ValueTask ResetWatchesAsync(CancellationToken cancellationToken = default) =>
        await DoAsync("", static request => request.ResetWatches(), cancellationToken).ConfigureAwait(false);

    /// <summary>Does what the body does all at once or not at all, again where somebody else changed what it looked at.</summary>
    /// <param name="body">Gives its transaction to each request. It may run several times; where it throws nothing happens.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Complete when it happened.</returns>
    /// <exception cref="StoreException"><see cref="XenErrno.TryAgain"/>: others were faster <see cref="MostTries"/> times.</exception>
    public async ValueTask InTransactionAsync(Func<StoreTransactionId, ValueTask> body, CancellationToken cancellationToken = default)
    {
        for (int tries = 1; ; tries++)
        {
            // Not to be cancelled: a transaction whose number nobody has would stay open.
            // It is of the generation in which its answer comes: it may have waited while the domain was suspended.
            StrongBox<uint> generation = new();
            byte[] answer = await DoAsync(
                "", request => Note(request, generation).StartTransaction(), CancellationToken.None).ConfigureAwait(false);
            StoreTransactionId transaction = StoreRequest.ReadTransaction(answer, generation.Value);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await body(transaction).ConfigureAwait(false);
            }
            catch (StoreException e) when (e.Error == XenErrno.TryAgain && generation.Value != _connection.Generation && tries < MostTries)
            {
                continue;
            }
            catch
            {
                await AbortAsync(transaction).ConfigureAwait(false);
                throw;
            }

            try
            {
                await DoAsync("", request => request.CommitTransaction(transaction), CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (StoreException e) when (e.Error == XenErrno.TryAgain && tries < MostTries)
            {
            }
        }
    }

    /// <summary>Watches a path, of a node that need not exist.</summary>
    /// <returns>The watch; its first change comes at once.</returns>
    public async ValueTask<GuestStoreWatch> WatchAsync(string path, CancellationToken cancellationToken = default)
    {
        GuestStoreWatch watch = new(this, path);
        lock (Gate)
        {
            ThrowIfFailed(path, _connection.Add(watch));
        }

        try
        {
            await DoAsync(path, request => request.Watch(watch), cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the connection: whatever waits ends with <see cref="StoreFault.Closed"/>. A second time does nothing.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _connection.Close();
            _whenConnected?.TrySetResult();
        }

        _channel.Close();
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => OnEvent(_channel.Port);

    /// <summary>Takes a watch back; xenstored may have lost it, or the connection may be over.</summary>
    internal async ValueTask UnwatchAsync(GuestStoreWatch watch)
    {
        try
        {
            await DoAsync(watch.Path, request => request.Unwatch(watch), CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
        }

        lock (Gate)
        {
            _connection.Remove(watch);
        }
    }

    internal void TakeBack(StoreOperation operation)
    {
        if (operation.IsFree && _free.Count < MostKept)
        {
            _free.Push(operation);
        }
    }

    private static StoreOperation Note(StoreOperation operation, StrongBox<uint> generation)
    {
        operation.AnsweredIn = generation;
        return operation;
    }

    private static string[] Texts(byte[] answer) =>
        answer.Length == 0 ? [] : Encoding.Latin1.GetString(answer, 0, answer.Length - 1).Split('\0');

    private ValueTask<byte[]> DoAsync(string path, Func<StoreOperation, XenErrno> prepare, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<byte[]>(cancellationToken);
        }

        lock (Gate)
        {
            StoreOperation operation = _free.Count != 0 ? _free.Pop() : new StoreOperation(this);
            operation.Begin(path);
            XenErrno error = prepare(operation);
            error = error == XenErrno.None ? _connection.Submit(operation) : error;
            if (error != XenErrno.None)
            {
                _free.Push(operation);
                return ValueTask.FromException<byte[]>(new StoreException(path, error, Fault));
            }

            ValueTask<byte[]> answer = operation.Start(cancellationToken);
            Exchange();
            return answer;
        }
    }

    private async ValueTask<string[]> ListPartsAsync(string path, StoreTransactionId transaction, CancellationToken cancellationToken)
    {
        DirectoryListing listing = new();
        XenErrno state = XenErrno.TryAgain;
        while (state == XenErrno.TryAgain)
        {
            uint offset = listing.Offset;
            state = listing.Add(await DoAsync(
                path, request => request.DirectoryPart(path, offset, transaction), cancellationToken).ConfigureAwait(false));
        }

        ThrowIfFailed(path, state);
        return Texts(listing.Names.ToArray());
    }

    private async ValueTask AbortAsync(StoreTransactionId transaction)
    {
        try
        {
            await DoAsync("", request => request.AbortTransaction(transaction), CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // What made the body fail is what the caller hears of.
        }
    }

    private void ThrowIfFailed(string path, XenErrno error)
    {
        if (error != XenErrno.None)
        {
            throw new StoreException(path, error, Fault);
        }
    }

    private void OnEvent(EventPort port)
    {
        lock (Gate)
        {
            Exchange();
        }
    }

    private void Exchange()
    {
        if (_connection.Exchange())
        {
            _channel.Notify();
        }

        if (_whenConnected != null && !_connection.IsReconnecting)
        {
            _whenConnected.TrySetResult();
        }

        if (_whenQuiet != null && _connection.IsQuiet)
        {
            _whenQuiet.TrySetResult();
        }

        if (_connection.IsUnfinished)
        {
            // A flood is taken elsewhere: other channels' events need this thread.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
