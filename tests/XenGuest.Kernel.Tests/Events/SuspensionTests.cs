using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>Channels of a domain that is suspended, and goes on or is restored.</summary>
public sealed class SuspensionTests : IDisposable
{
    private readonly XenModel _host = new();
    private readonly Dictionary<string, int> _events = [];
    private readonly ModelDomain _peer;

    public SuspensionTests() => _peer = _host.CreateDomain(new DomainShape());

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void A_restored_domain_has_its_channels_again_each_with_an_event(EventAbi abi)
    {
        ModelGuest<ulong> guest = Guest(abi);
        EventChannel filler = Open(guest.Binder.AllocateUnbound(DomainId.Self, Count("filler")));
        EventChannel ipi = Open(guest.Binder.BindInterprocessorInterrupt(new VcpuId(1), Count("ipi")));
        EventChannel timer = Open(guest.Binder.BindVirtualInterrupt(VirtualInterrupt.Timer, default, Count("timer")));
        EventChannel near = Open(guest.Binder.AllocateUnbound(DomainId.Self, Count("near")));
        EventChannel far = Open(guest.Binder.BindInterdomain(DomainId.Self, near.Port, Count("far")));
        EventChannel offered = Open(guest.Binder.AllocateUnbound(_peer.Id, Count("offered")));
        Assert.Equal(XenErrno.None, far.BindVcpu(new VcpuId(1)));
        guest.RunEventThreads();
        filler.Close();
        _events.Clear();

        Restore(guest);
        Assert.Equal(["far", "ipi", "near", "offered", "timer"], Counted(guest));
        Assert.Equal(new VcpuId(1), far.Vcpu);

        // They are bound in Xen to what they were bound to, and work.
        _events.Clear();
        Assert.Equal(EventChannelStatus.Unbound, offered.GetStatus().Value.Binding);
        Assert.Equal(EventChannelStatus.Virq, timer.GetStatus().Value.Binding);
        near.Notify();
        far.Notify();
        ipi.Notify();
        Assert.Equal(["far", "ipi", "near"], Counted(guest));
        Assert.Equal(new VcpuId(1), far.GetStatus().Value.Vcpu);

        // And once more, from other numbers.
        _events.Clear();
        Restore(guest);
        Assert.Equal(["far", "ipi", "near", "offered", "timer"], Counted(guest));
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void What_belongs_to_another_domain_or_to_the_toolstack_is_lost_or_replaced(EventAbi abi)
    {
        ModelGuest<ulong> guest = Guest(abi);
        EventPort theirs = new EventChannelOperations(_peer.Vcpus[0]).AllocateUnbound(DomainId.Self, guest.Domain.Id).Value;
        EventChannel foreign = Open(guest.Binder.BindInterdomain(_peer.Id, theirs, Count("foreign")));
        EventPort before = new EventChannelOperations(guest.Domain.Vcpus[0]).AllocateUnbound(DomainId.Self, _peer.Id).Value;
        EventPort unknown = new EventChannelOperations(guest.Domain.Vcpus[0]).AllocateUnbound(DomainId.Self, _peer.Id).Value;
        EventChannel given = Open(guest.Binder.Claim(before, Count("given")));
        EventChannel other = Open(guest.Binder.Claim(unknown, Count("other")));
        guest.RunEventThreads();
        _events.Clear();

        EventPort anew = default;
        Restore(guest, port => port == before ? anew : default, () =>
            anew = new EventChannelOperations(guest.Domain.Vcpus[0]).AllocateUnbound(DomainId.Self, _peer.Id).Value);
        Assert.Equal(["given"], Counted(guest));
        Assert.Equal(anew, given.Port);
        Assert.False(foreign.IsOpen);
        Assert.False(other.IsOpen);
        Assert.Equal(XenErrno.InvalidArgument, foreign.Notify());
        Assert.Equal(XenErrno.InvalidArgument, foreign.Close());
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void A_masked_channel_stays_masked_and_its_event_waits(EventAbi abi)
    {
        ModelGuest<ulong> guest = Guest(abi);
        EventChannel ipi = Open(guest.Binder.BindInterprocessorInterrupt(default, Count("ipi")));
        ipi.Mask();

        Restore(guest);
        Assert.Empty(Counted(guest));
        Assert.True(ipi.IsMasked);
        ipi.Unmask();
        Assert.Equal(["ipi"], Counted(guest));
    }

    [Fact]
    public void A_priority_is_set_again()
    {
        ModelGuest<ulong> guest = Guest(EventAbi.Fifo);
        List<string> order = [];
        EventChannel ordinary = Open(guest.Binder.BindInterprocessorInterrupt(default, _ => order.Add("ordinary")));
        EventChannel urgent = Open(guest.Binder.BindInterprocessorInterrupt(default, _ => order.Add("urgent")));
        urgent.SetPriority(FifoEvents.HighestPriority);
        Restore(guest);
        guest.RunEventThreads();
        order.Clear();

        ordinary.Notify();
        urgent.Notify();
        guest.RunEventThreads();
        Assert.Equal(["urgent", "ordinary"], order);
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void While_it_stands_still_members_say_so_and_afterwards_all_is_as_before(EventAbi abi)
    {
        ModelGuest<ulong> guest = Guest(abi);
        EventChannel ipi = Open(guest.Binder.BindInterprocessorInterrupt(default, Count("ipi")));
        EventChannel closed = Open(guest.Binder.BindInterprocessorInterrupt(default, Count("closed")));
        EventPort port = closed.Port;
        Assert.True(guest.Binder.TryStandStill());
        Assert.True(guest.Binder.IsStandingStill);

        Assert.Equal(XenErrno.TryAgain, ipi.Notify());
        Assert.Equal(XenErrno.TryAgain, ipi.Mask());
        Assert.Equal(XenErrno.TryAgain, ipi.Unmask());
        Assert.Equal(XenErrno.TryAgain, ipi.BindVcpu(default));
        Assert.Equal(XenErrno.TryAgain, ipi.GetStatus().Error);
        Assert.Equal(XenErrno.TryAgain, guest.Binder.AllocateUnbound(DomainId.Self, Count("none")).Error);
        Assert.Equal(XenErrno.TryAgain, guest.Binder.Claim(port, Count("none")).Error);
        Assert.Equal(XenErrno.None, closed.Close());
        Assert.Equal(EventChannelStatus.Ipi, StatusOf(guest, port));

        guest.Binder.GoOn();
        Assert.False(guest.Binder.IsStandingStill);
        Assert.Equal(EventChannelStatus.Closed, StatusOf(guest, port));
        ipi.Notify();
        Assert.Equal(["ipi"], Counted(guest));
    }

    [Fact]
    public void A_channel_that_is_closed_while_it_stands_still_is_closed_in_the_restored_domain()
    {
        ModelGuest<ulong> guest = Guest(EventAbi.TwoLevel);
        EventChannel ipi = Open(guest.Binder.BindInterprocessorInterrupt(default, Count("ipi")));
        Restore(guest, static _ => default, () => ipi.Close());
        Assert.Empty(Counted(guest));
        Assert.Equal(EventChannelStatus.Closed, StatusOf(guest, new EventPort(1)));
    }

    [Fact]
    public void It_does_not_stand_still_while_a_handler_runs()
    {
        ModelGuest<ulong> guest = Guest(EventAbi.TwoLevel);
        bool? still = null;
        EventChannel ipi = Open(guest.Binder.BindInterprocessorInterrupt(default, _ => still = guest.Binder.TryStandStill()));
        ipi.Notify();
        guest.RunEventThreads();
        Assert.False(still);
        Assert.True(guest.Binder.TryStandStill());
        guest.Binder.GoOn();
        ipi.Notify();
        guest.RunEventThreads();
        Assert.False(still);
    }

    private static EventChannel Open(XenResult<EventChannel> channel)
    {
        Assert.Equal(XenErrno.None, channel.Error);
        Assert.Equal(XenErrno.None, channel.Value.Unmask());
        return channel.Value;
    }

    private static EventChannelStatus StatusOf(ModelGuest<ulong> guest, EventPort port) =>
        new EventChannelOperations(guest.Domain.Vcpus[0]).GetStatus(DomainId.Self, port).Value.Binding;

    private ModelGuest<ulong> Guest(EventAbi abi)
    {
        ModelGuest<ulong> guest = new(_host.CreateDomain(new DomainShape { VcpuCount = 2 }), abi);
        guest.RunEventThreads();
        return guest;
    }

    private EventChannelHandler Count(string name) => _ => _events[name] = _events.GetValueOrDefault(name) + 1;

    /// <summary>Which handlers ran; none ran twice.</summary>
    private List<string> Counted(ModelGuest<ulong> guest)
    {
        guest.RunEventThreads();
        List<string> names = [.. _events.Keys];
        names.Sort(StringComparer.Ordinal);
        Assert.All(_events.Values, static count => Assert.Equal(1, count));
        return names;
    }

    private void Restore(ModelGuest<ulong> guest) => Restore(guest, static _ => default, static () => { });

    private static void Restore(ModelGuest<ulong> guest, Func<EventPort, EventPort> given, Action then)
    {
        guest.Domain.WhileSuspended = () =>
        {
            guest.Domain.Restore();
            then();
        };
        Assert.True(guest.Binder.TryStandStill());
        Assert.True(new SchedOperations(guest.Domain.Vcpus[0]).Shutdown(ShutdownReason.Suspend).Value);
        guest.ConnectAgain();
        Assert.Equal(XenErrno.None, guest.Binder.GoOnRestored(given));
    }
}
