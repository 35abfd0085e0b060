using System;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Guest.Tests.Events;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>Two guests on the model, xenstored, and a toolstack that gives them devices: domain 1 uses them, domain 2 serves them.</summary>
internal sealed class BusScene : IDisposable
{
    private const int StepsOfPatience = 20;

    // Of a test that hangs: a machine under load is to have done all that is waited for long before.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Lock _working = new();
    private readonly XenModel _host = new();
    private readonly ModelGuest<ulong> _home;

    internal BusScene()
    {
        _home = new ModelGuest<ulong>(_host.CreateDomain(new DomainShape()));
        Daemon = new ModelStore(_home);
        Front = new BusGuest(_host, Daemon, Time);
        Back = new BusGuest(_host, Daemon, Time);
        Run();
    }

    /// <summary>Patience runs out when the test says so.</summary>
    internal ManualTime Time { get; } = new();

    internal ModelStore Daemon { get; }

    internal BusGuest Front { get; }

    internal BusGuest Back { get; }

    /// <summary>Whether xenstored does its work.</summary>
    internal bool IsDaemonAwake { get; set; } = true;

    internal static string FrontPath(int number) => $"/local/domain/1/device/echo/{number.ToString(CultureInfo.InvariantCulture)}";

    internal static string BackPath(int number) => $"/local/domain/2/backend/echo/1/{number.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        Front.Store.Dispose();
        Back.Store.Dispose();
        _host.Dispose();
    }

    /// <summary>Makes a device, as libxl does: in one transaction.</summary>
    internal void AddDevice(int number) => AsToolstack(() => Daemon.WriteAll(
        (BackPath(number), "", Owner(2, 1)),
        (FrontPath(number), "", Owner(1, 2)),
        ($"{BackPath(number)}/frontend", FrontPath(number), []),
        ($"{BackPath(number)}/frontend-id", "1", []),
        ($"{BackPath(number)}/state", "1", []),
        ($"{FrontPath(number)}/backend", BackPath(number), []),
        ($"{FrontPath(number)}/backend-id", "2", []),
        ($"{FrontPath(number)}/state", "1", [])));

    internal void RemoveDevice(int number) => AsToolstack(() => Daemon.RemoveAll(FrontPath(number), BackPath(number)));

    internal void Write(string path, string value) => AsToolstack(() => Daemon.Write(path, Encoding.Latin1.GetBytes(value)));

    internal void Remove(string path) => AsToolstack(() => Daemon.RemoveAll(path));

    internal string? Read(string path)
    {
        lock (_working)
        {
            return Daemon.Read(path) is byte[] value ? Encoding.Latin1.GetString(value) : null;
        }
    }

    internal void AsToolstack(Action act)
    {
        lock (_working)
        {
            act();
        }
    }

    internal void Run()
    {
        lock (_working)
        {
            for (int turn = 0; turn < 4; turn++)
            {
                if (IsDaemonAwake)
                {
                    _home.RunEventThreads();
                }

                Front.Model.RunEventThreads();
                Back.Model.RunEventThreads();
            }
        }
    }

    /// <summary>Lets all work until something is done. A test that waits for nothing fails by the runner's limit, with its name.</summary>
    internal async Task<T> Do<T>(Task<T> task)
    {
        await Do((Task)task);
        return await task;
    }

    internal async Task Do(Task task)
    {
        using CancellationTokenSource limit = new(s_limit);
        while (!task.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            Run();
            await Task.Yield();
        }

        await task;
    }

    internal Task<T> Do<T>(ValueTask<T> task) => Do(task.AsTask());

    internal Task Do(ValueTask task) => Do(task.AsTask());

    /// <summary>Lets all work until something holds.</summary>
    internal async Task Until(Func<bool> holds, Func<string>? otherwise = null)
    {
        using CancellationTokenSource limit = new(s_limit);
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, otherwise?.Invoke());
            Run();
            await Task.Yield();
        }
    }

    /// <summary>Lets patience run out, once and again until something is done, but none of a request that xenstored is going to answer.</summary>
    /// <remarks>
    /// A thread of the pool may begin a request between the look and the step of time, so that patience takes many steps to run out, and
    /// none is taken while a request is there.
    /// </remarks>
    internal async Task LetTimePass(Task task)
    {
        using CancellationTokenSource limit = new(s_limit);
        while (!task.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            for (int turn = 0; turn < 10 && !task.IsCompleted; turn++)
            {
                Run();
                await Task.Yield();
            }

            if (!IsDaemonAwake || Front.Bus.RequestCount + Back.Bus.RequestCount == 0)
            {
                Time.Advance(GuestXenbus.DefaultPatience / StepsOfPatience);
            }
        }
    }

    private static StorePermission[] Owner(ushort owner, ushort reader) =>
        [new(new DomainId(owner), StoreAccess.None), new(new DomainId(reader), StoreAccess.Read)];
}
