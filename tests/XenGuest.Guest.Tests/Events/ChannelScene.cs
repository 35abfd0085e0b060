using System;
using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Events;

/// <summary>A guest's channels on the model of Xen. Events are handled where the test says so.</summary>
internal sealed class ChannelScene : IDisposable
{
    private readonly ModelGuest<ulong> _guest;

    /// <param name="vcpus">The domain's vCPUs.</param>
    /// <param name="abi">The event ABI.</param>
    /// <param name="dispatchers">On how many of them events are handled; all unless it is said.</param>
    internal ChannelScene(int vcpus = 1, EventAbi abi = EventAbi.TwoLevel, int? dispatchers = null)
    {
        Domain = Host.CreateDomain(new DomainShape { VcpuCount = vcpus });
        _guest = new ModelGuest<ulong>(Domain, abi);
        Channels = new GuestEventChannels(_guest.Binder, [.. _guest.Dispatchers.Take(dispatchers ?? vcpus)], Time, vcpus == 1 ? null : () => ConsumerVcpu);
        HandleEvents();
    }

    internal XenModel Host { get; } = new();

    /// <summary>Where the test waits for events.</summary>
    internal uint ConsumerVcpu { get; set; }

    internal ManualTime Time { get; } = new();

    internal ModelDomain Domain { get; }

    internal ModelVcpu Vcpu => Domain.Vcpus[0];

    internal GuestEventChannels Channels { get; }

    internal EventPorts Ports => _guest.Ports;

    public void Dispose() => Host.Dispose();

    /// <summary>What the event threads do when an upcall wakes them.</summary>
    internal void HandleEvents() => _guest.RunEventThreads();

    internal bool Dispatch(int vcpu) => _guest.Dispatchers[vcpu].Dispatch();

    /// <summary>Two connected ends; the event that Xen raises with the binding is taken.</summary>
    internal (GuestEventChannel One, GuestEventChannel Other) Connect()
    {
        GuestEventChannel one = Channels.AllocateUnbound(DomainId.Self);
        GuestEventChannel other = Channels.BindInterdomain(DomainId.Self, one.Port);
        HandleEvents();
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
        return (one, other);
    }
}
