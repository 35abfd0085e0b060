using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>A host, a guest on it, and a log of what the guest's handlers were called for.</summary>
public sealed class Scene<TWord> : IDisposable
    where TWord : unmanaged
{
    private readonly XenModel _host;

    public Scene(
        EventAbi abi = EventAbi.TwoLevel,
        XenRelease release = XenRelease.Xen417,
        int vcpus = 1,
        uint maximumPort = 1023)
    {
        _host = new XenModel(release);
        Domain = _host.CreateDomain(new DomainShape
        {
            VcpuCount = vcpus,
            WordSize = Unsafe.SizeOf<TWord>(),
            MaximumPort = maximumPort,
            FrameCount = 256,
        });
        Guest = new ModelGuest<TWord>(Domain, abi);
        Guest.RunEventThreads();
    }

    public XenModel Host => _host;

    public ModelDomain Domain { get; }

    public ModelVcpu Vcpu => Domain.Vcpus[0];

    public ModelGuest<TWord> Guest { get; }

    public UpcallDispatcher Dispatcher => Guest.Dispatchers[0];

    /// <summary>The ports whose handlers were called, in that order.</summary>
    public List<uint> Delivered { get; } = [];

    public void Record(EventPort port) => Delivered.Add(port.Value);

    /// <summary>A pair of connected channels of this domain, both unmasked and quiet.</summary>
    public (EventChannel Sender, EventChannel Receiver) Connect(EventChannelHandler? handler = null)
    {
        EventChannel sender = Guest.Binder.AllocateUnbound(DomainId.Self, Record).Value;
        EventChannel receiver = Guest.Binder.BindInterdomain(DomainId.Self, sender.Port, handler ?? Record).Value;

        // Xen sets the new end pending.
        Guest.Ports.Acknowledge(receiver.Port);
        Assert.Equal(XenErrno.None, sender.Unmask());
        Assert.Equal(XenErrno.None, receiver.Unmask());
        return (sender, receiver);
    }

    /// <summary>An unmasked channel that raises events at itself.</summary>
    public EventChannel BindSelf(EventChannelHandler? handler = null)
    {
        EventChannel channel = Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), handler ?? Record).Value;
        Assert.Equal(XenErrno.None, channel.Unmask());
        return channel;
    }

    /// <summary>As many such channels, from port 1 on.</summary>
    public List<EventChannel> BindMany(int count)
    {
        List<EventChannel> channels = [];
        for (int i = 0; i < count; i++)
        {
            channels.Add(BindSelf());
        }

        return channels;
    }

    public void Dispose() => _host.Dispose();
}
