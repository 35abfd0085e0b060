using System;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A guest that is connected to a daemon of the model.</summary>
internal sealed unsafe class StoreClient
{
    internal static readonly GuestFrame Page = new(40);

    private readonly ModelGuest<ulong> _home;
    private readonly ModelGuest<ulong> _guest;
    private readonly EventChannel _channel;
    private int _turns;

    internal StoreClient(ModelGuest<ulong> home, ModelGuest<ulong> guest, EventPort port)
    {
        _home = home;
        _guest = guest;
        Connection = new StoreConnection(new StoreRing(guest.Domain.Memory.AddressOf(Page)));
        _channel = guest.Binder.Claim(port, _ => Exchange()).Value;
        _channel.Unmask();
        Run();
    }

    internal StoreConnection Connection { get; }

    internal ModelGuest<ulong> Guest => _guest;

    /// <summary>How often the daemon was notified.</summary>
    internal int Notifications { get; private set; }

    /// <summary>Lets both sides work until nothing is left to do.</summary>
    internal void Run()
    {
        int turns;
        do
        {
            turns = _turns;
            Exchange();
            turns++;
            _home.RunEventThreads();
            _guest.RunEventThreads();
        }
        while (_turns != turns);
    }

    /// <summary>Does one request to its end.</summary>
    internal TestRequest Do(Func<TestRequest, XenErrno> prepare)
    {
        TestRequest request = Start(prepare);
        Run();
        return request;
    }

    internal TestRequest Start(Func<TestRequest, XenErrno> prepare)
    {
        TestRequest request = new();
        Assert.Equal(XenErrno.None, prepare(request));
        Assert.Equal(XenErrno.None, Connection.Submit(request));
        return request;
    }

    internal TestWatch Watch(string path)
    {
        TestWatch watch = new(path);
        Assert.Equal(XenErrno.None, Connection.Add(watch));
        Assert.Equal(XenErrno.None, Do(request => request.Watch(watch)).Errno);
        return watch;
    }

    internal void Exchange()
    {
        _turns++;
        do
        {
            if (Connection.Exchange())
            {
                Notifications++;
                _channel.Notify();
            }
        }
        while (Connection.IsUnfinished);
    }
}
