using System;
using System.Collections.Generic;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Makes event channels that can be awaited.</summary>
/// <remarks>Every channel comes unmasked. Context: any thread. Each allocates the channel.</remarks>
public sealed class GuestEventChannels
{
    private const int MostTries = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly EventChannelBinder _binder;
    private readonly IReadOnlyList<UpcallDispatcher> _dispatchers;
    private readonly HashSet<GuestEventChannel> _open = [];

    /// <summary>Held while the domain is suspended.</summary>
    private readonly Lock _standstill = new();

    /// <param name="binder">Makes the channels.</param>
    /// <param name="dispatchers">Those of all vCPUs.</param>
    /// <param name="time">When what was held back is let through.</param>
    /// <param name="currentVcpu">The vCPU that the caller runs on; null where there is one only.</param>
    internal GuestEventChannels(
        EventChannelBinder binder, IReadOnlyList<UpcallDispatcher> dispatchers, TimeProvider time, Func<uint>? currentVcpu)
    {
        CurrentVcpu = currentVcpu;
        _binder = binder;
        _dispatchers = dispatchers;
        DeferralTimer = new DeferralTimer(binder.Deferred, time);
    }

    /// <summary>How often the events of a channel were held back for a time, because they came again and again and nobody had any
    /// use for them; wraps around.</summary>
    public uint Deferrals => _binder.Deferred.Deferrals;

    internal Func<uint>? CurrentVcpu { get; }

    internal DeferralTimer DeferralTimer { get; }

    /// <summary>Offers a port to which one domain may connect.</summary>
    /// <param name="remote">The domain; <see cref="DomainId.Self"/> for a loopback.</param>
    /// <returns>The channel, not connected until the domain binds to its port.</returns>
    /// <exception cref="XenException">See <see cref="EventChannelBinder.AllocateUnbound"/>.</exception>
    public GuestEventChannel AllocateUnbound(DomainId remote) =>
        Open(handler => _binder.AllocateUnbound(remote, handler), "allocating an unbound port");

    /// <summary>Connects to a port that a domain offers to this one. The first wait returns at once: Xen raises an event with it.</summary>
    /// <param name="remote">The domain; <see cref="DomainId.Self"/> for a loopback.</param>
    /// <param name="remotePort">The port that it offers.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="XenException">See <see cref="EventChannelBinder.BindInterdomain"/>.</exception>
    public GuestEventChannel BindInterdomain(DomainId remote, EventPort remotePort) =>
        Open(handler => _binder.BindInterdomain(remote, remotePort, handler), "binding to a port of another domain");

    /// <summary>Binds to a virtual interrupt.</summary>
    /// <param name="interrupt">The interrupt.</param>
    /// <param name="vcpu">vCPU 0 unless the interrupt is one of each vCPU.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="XenException">No thread of this program handles events on that vCPU: <see cref="XenErrno.NotFound"/>. Or see
    /// <see cref="EventChannelBinder.BindVirtualInterrupt"/>.</exception>
    public GuestEventChannel BindVirtualInterrupt(VirtualInterrupt interrupt, VcpuId vcpu = default)
    {
        const string Operation = "binding to a virtual interrupt";
        Demand(vcpu, Operation);
        return Open(handler => _binder.BindVirtualInterrupt(interrupt, vcpu, handler), Operation);
    }

    /// <summary>Binds a channel by which this domain's vCPUs signal one of them.</summary>
    /// <param name="vcpu">The vCPU to signal.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="XenException">No thread of this program handles events on that vCPU: <see cref="XenErrno.NotFound"/>. Or see
    /// <see cref="EventChannelBinder.BindInterprocessorInterrupt"/>.</exception>
    public GuestEventChannel BindInterprocessorInterrupt(VcpuId vcpu = default)
    {
        const string Operation = "binding an interprocessor interrupt";
        Demand(vcpu, Operation);
        return Open(handler => _binder.BindInterprocessorInterrupt(vcpu, handler), Operation);
    }

    /// <summary>Binds to a physical interrupt.</summary>
    /// <param name="interrupt">Xen's number of it.</param>
    /// <param name="flags">Whether other domains share it.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="XenException">See <see cref="EventChannelBinder.BindPhysicalInterrupt"/>.</exception>
    public GuestEventChannel BindPhysicalInterrupt(uint interrupt, BindPirqFlags flags = default) =>
        Open(handler => _binder.BindPhysicalInterrupt(interrupt, flags, handler), "binding to a physical interrupt");

    /// <summary>Takes over a port that was bound for this domain.</summary>
    /// <param name="port">The port.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="XenException">See <see cref="EventChannelBinder.Claim"/>.</exception>
    public GuestEventChannel Claim(EventPort port) => Open(handler => _binder.Claim(port, handler), "taking over a port");

    /// <summary>Closes every port of this domain, and so every channel; a wait ends with <see cref="ObjectDisposedException"/>.</summary>
    /// <exception cref="XenException">See <see cref="EventChannelBinder.Reset"/>, also for what other threads may do meanwhile.</exception>
    /// <exception cref="TimeoutException">A handler does not return: nothing was done.</exception>
    public void Reset()
    {
        XenErrno error = WhileNobodyDispatches(_binder.Reset);
        XenException.ThrowIfFailed(error, "resetting the event channels");
    }

    /// <summary>Does something that no dispatcher may run beside. What it has closed ends for whoever waits for it.</summary>
    /// <exception cref="TimeoutException">A handler does not return: nothing was done.</exception>
    internal T WhileNobodyDispatches<T>(Func<T> body)
    {
        try
        {
            lock (_standstill)
            {
                lock (DeferralTimer.Releasing)
                {
                    return WhileNobodyDispatches(0, body);
                }
            }
        }
        finally
        {
            CloseWhatIsOver();
        }
    }

    /// <summary>Waits, if the domain is being suspended, until it goes on.</summary>
    /// <param name="error">What came of an attempt.</param>
    /// <returns>Whether to try again.</returns>
    internal bool MustRepeat(XenErrno error)
    {
        if (error != XenErrno.TryAgain)
        {
            return false;
        }

        lock (_standstill)
        {
            return true;
        }
    }

    /// <summary>Ends the waits for channels that Xen or a restore has closed.</summary>
    private void CloseWhatIsOver()
    {
        List<GuestEventChannel> closed = [];
        lock (_open)
        {
            foreach (GuestEventChannel channel in _open)
            {
                if (!channel.IsOpen)
                {
                    closed.Add(channel);
                }
            }

            _open.ExceptWith(closed);
        }

        foreach (GuestEventChannel channel in closed)
        {
            channel.Close();
        }
    }

    /// <summary>Refuses a vCPU that has no dispatcher: Xen may have it, but nobody would ever see the events.</summary>
    /// <exception cref="XenException">It has none.</exception>
    internal void Demand(VcpuId vcpu, string operation) =>
        XenException.ThrowIfFailed(vcpu.Value < (uint)_dispatchers.Count ? XenErrno.None : XenErrno.NotFound, operation);

    internal void Remove(GuestEventChannel channel)
    {
        lock (_open)
        {
            _open.Remove(channel);
        }
    }

    private T WhileNobodyDispatches<T>(int first, Func<T> body)
    {
        if (first == _dispatchers.Count)
        {
            return body();
        }

        UpcallDispatcher dispatcher = _dispatchers[first];
        if (!Monitor.TryEnter(dispatcher, s_patience))
        {
            throw new TimeoutException($"A handler of events of vCPU {dispatcher.Vcpu.Value} does not return.");
        }

        try
        {
            return WhileNobodyDispatches(first + 1, body);
        }
        finally
        {
            Monitor.Exit(dispatcher);
        }
    }

    private GuestEventChannel Open(Func<EventChannelHandler, XenResult<EventChannel>> bind, string operation)
    {
        GuestEventChannel opened = new(this);
        XenResult<EventChannel> bound = bind(opened.OnEvent);
        for (int tries = 1; MustRepeat(bound.Error) && tries < MostTries; tries++)
        {
            // Also where another thread is adding memory for ports.
            Thread.Yield();
            bound = bind(opened.OnEvent);
        }

        EventChannel channel = XenException.ValueOrThrow(bound, operation);
        opened.Attach(channel);
        lock (_open)
        {
            _open.Add(opened);
        }

        XenErrno error = channel.Unmask();
        while (MustRepeat(error))
        {
            error = channel.Unmask();
        }

        if (error != XenErrno.None)
        {
            opened.Dispose();
            throw new XenException(operation, error);
        }

        return opened;
    }
}
