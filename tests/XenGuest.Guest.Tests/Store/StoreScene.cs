using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Store;

/// <summary>A guest with xenstore on the model. Both sides work where the test says so.</summary>
internal sealed class StoreScene : IDisposable
{
    private static readonly GuestFrame s_page = new(40);

    private readonly Lock _working = new();
    private readonly XenModel _host = new();
    private readonly ModelGuest<ulong> _home;
    private readonly ModelGuest<ulong> _guest;

    internal StoreScene()
    {
        _home = new ModelGuest<ulong>(_host.CreateDomain(new DomainShape()));
        _guest = new ModelGuest<ulong>(_host.CreateDomain(new DomainShape()));
        Daemon = new ModelStore(_home);
        Daemon.Write("/local/domain/1", [], new StorePermission(new DomainId(1), StoreAccess.None));
        Daemon.Write("/local/domain/1/name", "guest"u8);
        EventPort port = Daemon.Introduce(_guest.Domain, s_page);
        unsafe
        {
            Store = GuestStore.Open(_guest.Binder, port, _guest.Domain.Memory.AddressOf(s_page));
        }

        Run();
    }

    internal ModelStore Daemon { get; }

    internal GuestStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        _host.Dispose();
    }

    internal void Run()
    {
        lock (_working)
        {
            for (int turn = 0; turn < 4; turn++)
            {
                _home.RunEventThreads();
                _guest.RunEventThreads();
            }
        }
    }

    /// <summary>Sets a node's value as the toolstack does. Context: any thread; the daemon does one thing at a time.</summary>
    internal void WriteAsToolstack(string path, string value)
    {
        lock (_working)
        {
            Daemon.Write(path, Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Lets both sides work until something is done.</summary>
    internal async Task<T> Do<T>(ValueTask<T> operation)
    {
        Task<T> task = operation.AsTask();
        await Do(task);
        return await task;
    }

    internal Task Do(ValueTask operation) => Do(operation.AsTask());

    private async Task Do(Task task)
    {
        while (!task.IsCompleted)
        {
            Run();
            await Task.Yield();
        }

        await task;
    }
}
