using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Store;

public sealed class GuestStoreTests : IDisposable
{
    private readonly StoreScene _scene = new();

    private GuestStore Store => _scene.Store;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Each_operation_is_awaited()
    {
        Assert.Equal("guest", await _scene.Do(Store.ReadTextAsync("name")));
        await _scene.Do(Store.WriteTextAsync("data/text", "\u00E4"));
        await _scene.Do(Store.WriteAsync("data/bytes", new byte[] { 0, 1 }));
        await _scene.Do(Store.MakeDirectoryAsync("data/made"));
        Assert.Equal("\u00E4", await _scene.Do(Store.ReadTextAsync("data/text")));
        Assert.Equal([0, 1], await _scene.Do(Store.ReadAsync("data/bytes")));
        Assert.Equal(["bytes", "made", "text"], await _scene.Do(Store.ListAsync("data")));
        await _scene.Do(Store.RemoveAsync("data/made"));
        Assert.Equal(["bytes", "text"], await _scene.Do(Store.ListAsync("data")));
        Assert.Empty(await _scene.Do(Store.ListAsync("data/text")));

        StorePermission[] permissions = [new(new DomainId(1), StoreAccess.None), new(new DomainId(2), StoreAccess.Read)];
        await _scene.Do(Store.SetPermissionsAsync("data", permissions));
        Assert.Equal(permissions, await _scene.Do(Store.GetPermissionsAsync("data")));
        Assert.Equal("/local/domain/1", await _scene.Do(Store.GetDomainPathAsync(new DomainId(1))));
        Assert.True(await _scene.Do(Store.IsIntroducedAsync(new DomainId(1))));
        Assert.False(await _scene.Do(Store.IsIntroducedAsync(new DomainId(9))));
        await _scene.Do(Store.ResetWatchesAsync());
    }

    [Fact]
    public async Task A_list_too_long_for_an_answer_comes_by_parts()
    {
        string[] names = [.. Enumerable.Range(0, 500).Select(number => $"child-{number:D5}")];
        foreach (string name in names)
        {
            _scene.WriteAsToolstack($"/local/domain/1/many/{name}", "");
        }

        Assert.Equal(names, await _scene.Do(Store.ListAsync("many")));
    }

    [Fact]
    public async Task An_error_has_its_name_and_the_path()
    {
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => _scene.Do(Store.ReadAsync("nothing")));
        Assert.Equal((XenErrno.NotFound, "nothing", StoreFault.None), (error.Error, error.Path, error.Fault));
        Assert.Equal("xenstore nothing: NotFound (2)", error.Message);
        error = await Assert.ThrowsAsync<StoreException>(() => _scene.Do(Store.ReadAsync("not//a path")));
        Assert.Equal(XenErrno.InvalidArgument, error.Error);
        Assert.Equal("guest", await _scene.Do(Store.ReadTextAsync("name")));
    }

    [Fact]
    public async Task Many_requests_are_under_way_at_once()
    {
        Task<string>[] reads = [.. Enumerable.Range(0, 300).Select(_ => Store.ReadTextAsync("name").AsTask())];
        Assert.All(await _scene.Do(new ValueTask<string[]>(Task.WhenAll(reads))), value => Assert.Equal("guest", value));
    }

    [Fact]
    public async Task An_abandoned_request_s_answer_is_consumed_and_no_other_s()
    {
        using CancellationTokenSource source = new();
        ValueTask<byte[]> abandoned = Store.ReadAsync("name", default, source.Token);
        ValueTask<string> other = Store.GetDomainPathAsync(new DomainId(1));
        source.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(() => abandoned.AsTask());
        Assert.Equal("/local/domain/1", await _scene.Do(other));
        Assert.Equal("guest", await _scene.Do(Store.ReadTextAsync("name")));
        Assert.Equal(StoreFault.None, Store.Fault);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync("name", default, source.Token).AsTask());
    }

    [Fact]
    public async Task A_transaction_is_tried_again_until_nobody_comes_between()
    {
        int tries = 0;
        await _scene.Do(Store.InTransactionAsync(async transaction =>
        {
            tries++;
            string name = await Store.ReadTextAsync("name", transaction);
            if (tries < 3)
            {
                _scene.WriteAsToolstack("/local/domain/1/name", "other");
            }

            await Store.WriteTextAsync("copy", name, transaction);
        }));
        Assert.Equal(3, tries);
        Assert.Equal("other", await _scene.Do(Store.ReadTextAsync("copy")));
    }

    [Fact]
    public async Task A_transaction_whose_body_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _scene.Do(Store.InTransactionAsync(async transaction =>
        {
            await Store.WriteTextAsync("copy", "1", transaction);
            throw new NotSupportedException();
        })));
        await Assert.ThrowsAsync<StoreException>(() => _scene.Do(Store.ReadAsync("copy")));

        // None of them stays open: there is a limit.
        _scene.Daemon.MostTransactions = 1;
        await _scene.Do(Store.InTransactionAsync(_ => default));
    }

    [Fact]
    public async Task A_transaction_that_others_always_spoil_ends()
    {
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => _scene.Do(Store.InTransactionAsync(async transaction =>
        {
            await Store.ReadTextAsync("name", transaction);
            _scene.WriteAsToolstack("/local/domain/1/name", "other");
        })));
        Assert.Equal(XenErrno.TryAgain, error.Error);
    }

    [Fact]
    public async Task A_watch_s_changes_come_one_after_the_other()
    {
        GuestStoreWatch watch = await _scene.Do(Store.WatchAsync("w"));
        Assert.Equal("w", await _scene.Do(watch.NextAsync()));
        ValueTask<string> next = watch.NextAsync();
        await _scene.Do(Store.WriteTextAsync("w/a", "1"));
        await _scene.Do(Store.WriteTextAsync("w/b", "1"));
        await _scene.Do(Store.WriteTextAsync("w/b", "2"));
        Assert.Equal("w/a", await _scene.Do(next));
        Assert.Equal("w/b", await _scene.Do(watch.NextAsync()));

        using CancellationTokenSource source = new();
        ValueTask<string> abandoned = watch.NextAsync(source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.AsTask());
        ValueTask<string> last = watch.NextAsync();
        await _scene.Do(watch.DisposeAsync());
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => _scene.Do(last));
        Assert.Equal(StoreFault.Closed, error.Fault);
        await _scene.Do(watch.DisposeAsync());
    }

    [Fact]
    public async Task Changes_that_nobody_takes_become_one()
    {
        GuestStoreWatch watch = await _scene.Do(Store.WatchAsync("w"));
        Assert.Equal("w", await _scene.Do(watch.NextAsync()));
        for (int i = 0; i < GuestStoreWatch.MostKept + 1; i++)
        {
            await _scene.Do(Store.WriteTextAsync($"w/{i}", "1"));
        }

        Assert.Equal("w", await _scene.Do(watch.NextAsync()));
        Assert.False(watch.NextAsync().IsCompleted);
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_all_that_waits()
    {
        GuestStoreWatch watch = await _scene.Do(Store.WatchAsync("w"));
        Assert.Equal("w", await _scene.Do(watch.NextAsync()));
        ValueTask<string> change = watch.NextAsync();
        ValueTask<byte[]> read = Store.ReadAsync("name");
        Store.Dispose();
        Assert.Equal(StoreFault.Closed, (await Assert.ThrowsAsync<StoreException>(() => read.AsTask())).Fault);
        Assert.Equal(StoreFault.Closed, (await Assert.ThrowsAsync<StoreException>(() => change.AsTask())).Fault);
        Assert.Equal(XenErrno.NotConnected, (await Assert.ThrowsAsync<StoreException>(() => Store.ReadAsync("name").AsTask())).Error);
        await _scene.Do(watch.DisposeAsync());
        Store.Dispose();
    }
}
