using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>What only the FIFO event ABI has.</summary>
public sealed unsafe class FifoTests : IDisposable
{
    private const int ArrayFrame = 4;

    private readonly Scene<ulong> _scene = new(EventAbi.Fifo, vcpus: 2, maximumPort: uint.MaxValue);

    [Fact]
    public void Events_are_delivered_in_the_order_in_which_they_were_raised()
    {
        List<EventChannel> channels = _scene.BindMany(5);
        uint[] order = [3, 1, 5, 2, 4];
        foreach (uint port in order)
        {
            channels[(int)port - 1].Notify();
            channels[2].Notify();
        }

        _scene.Guest.RunEventThreads();
        Assert.Equal(order, _scene.Delivered);
    }

    [Fact]
    public void More_urgent_events_come_first()
    {
        List<EventChannel> channels = _scene.BindMany(16);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(XenErrno.None, channels[i].SetPriority((uint)(15 - i)));
        }

        channels.ForEach(channel => channel.Notify());
        _scene.Guest.RunEventThreads();
        Assert.Equal(channels.Select(channel => channel.Port.Value).Reverse(), _scene.Delivered);
        Assert.Equal(XenErrno.InvalidArgument, channels[0].SetPriority(16));
        channels[0].Close();
        Assert.Equal(XenErrno.InvalidArgument, channels[0].SetPriority(0));
    }

    [Fact]
    public void A_storm_of_urgent_events_leaves_every_lower_queue_its_turn()
    {
        int storms = 0;
        EventChannel? storm = null;
        storm = _scene.BindSelf(_ =>
        {
            storms++;
            storm!.Notify();
        });
        storm.SetPriority(0);
        Dictionary<uint, int> before = [];
        for (uint priority = 1; priority < 16; priority++)
        {
            EventChannel channel = _scene.BindSelf(port => before[port.Value] = storms);
            channel.SetPriority(priority);
            channel.Notify();
        }

        storm.Notify();
        Assert.True(_scene.Dispatcher.Dispatch());
        int[] bounds = [.. Enumerable.Range(1, 15).Select(turn => turn * FifoQueues.EventsInARow)];
        Assert.Equal(bounds, before.OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public void An_event_whose_channel_moved_is_passed_on_with_one_hypercall()
    {
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        sender.Notify();
        Assert.Equal(XenErrno.None, receiver.BindVcpu(new VcpuId(1)));
        int before = _scene.Vcpu.CountOf(EventChannelCommand.Unmask);
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Empty(_scene.Delivered);
        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Empty(_scene.Delivered);
        Assert.Equal(before + 1, _scene.Vcpu.CountOf(EventChannelCommand.Unmask));
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Equal([receiver.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_masked_event_whose_channel_moved_stays_masked()
    {
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        sender.Notify();
        receiver.Mask();
        receiver.BindVcpu(new VcpuId(1));
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
        receiver.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Equal([receiver.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void While_its_word_is_busy_a_port_is_unmasked_by_xen()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Mask();
        channel.Notify();
        uint* word = (uint*)_scene.Domain.Memory.AddressOf(new GuestFrame(ArrayFrame)) + channel.Port.Value;
        Atomic.SetBit(word, FifoEvents.BusyBit);
        int before = _scene.Vcpu.CountOf(EventChannelCommand.Unmask);
        Assert.False(_scene.Guest.Ports.TryClearMask(channel.Port));
        Assert.Equal(XenErrno.None, channel.Unmask());
        Assert.Equal(before + 1, _scene.Vcpu.CountOf(EventChannelCommand.Unmask));
        Assert.False(_scene.Guest.Ports.IsMasked(channel.Port));
        _scene.Guest.RunEventThreads();
        Assert.Equal([channel.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void The_array_grows_ahead_of_the_ports_that_are_bound()
    {
        Assert.Equal(1, Expansions);
        _scene.BindMany(511);
        Assert.Equal(1, Expansions);
        _scene.BindMany(1);
        Assert.Equal(2, Expansions);
        List<EventChannel> channels = _scene.BindMany(1024);
        Assert.Equal(3, Expansions);
        channels[^1].Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([channels[^1].Port.Value], _scene.Delivered);
    }

    [Theory]
    [InlineData(XenErrno.NoSpace)]
    [InlineData(XenErrno.OutOfMemory)]
    public void A_port_without_a_word_is_refused_and_closed_again(XenErrno refusal)
    {
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)EventChannelCommand.ExpandArray, refusal);
        _scene.BindMany(1023);
        Assert.Equal(refusal, _scene.Guest.Binder.AllocateUnbound(DomainId.Self, _scene.Record).Error);
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)EventChannelCommand.ExpandArray, XenErrno.None);
        Assert.Equal(1024u, _scene.BindSelf().Port.Value);
    }

    [Fact]
    public void A_host_without_pages_is_out_of_memory_and_leaves_the_2_level_abi()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape { FrameCount = 4 });
        FifoEventPorts ports = new(domain.Vcpus[0], new ModelPages(domain, new GuestFrame(3)));
        Assert.Equal(XenErrno.OutOfMemory, ports.AddVcpu(new VcpuId(0)).Error);
        Assert.Equal(0, domain.Vcpus[0].CountOf(EventChannelCommand.InitializeControl));
    }

    [Fact]
    public void A_vcpu_gets_queues_once_and_one_that_is_not_there_none()
    {
        FifoEventPorts ports = (FifoEventPorts)_scene.Guest.Ports;
        Assert.Equal(XenErrno.InvalidArgument, ports.AddVcpu(new VcpuId(1)).Error);
        Assert.Equal(XenErrno.NotFound, ports.AddVcpu(new VcpuId(2)).Error);
    }

    [Fact]
    public void A_xen_without_the_fifo_abi_says_so()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        domain.Vcpus[0].Refuse(
            HypercallNumber.EventChannelOp, (uint)EventChannelCommand.InitializeControl, XenErrno.NotImplemented);
        FifoEventPorts ports = new(domain.Vcpus[0], new ModelPages(domain, new GuestFrame(3)));
        Assert.Equal(XenErrno.NotImplemented, ports.AddVcpu(new VcpuId(0)).Error);
    }

    [Fact]
    public void Events_that_waited_under_the_2_level_abi_wait_on()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        EventChannelOperations operations = new(domain.Vcpus[0]);
        EventPort port = operations.BindInterprocessorInterrupt(new VcpuId(0)).Value;
        operations.Notify(port);
        ModelGuest<ulong> guest = new(domain, EventAbi.Fifo);
        Assert.False(guest.Ports.IsPending(port));

        // Mapping the page made the guest forget what waited; what is raised after that it keeps.
        operations.Notify(port);
        Assert.True(guest.Ports.IsPending(port));
        int calls = 0;
        EventChannel channel = guest.Binder.Claim(port, _ => calls++).Value;
        guest.RunEventThreads();
        Assert.Equal(0, calls);
        channel.Unmask();
        guest.RunEventThreads();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void After_a_reset_the_fifo_abi_is_in_use_again()
    {
        List<EventChannel> channels = _scene.BindMany(600);
        channels.ForEach(channel => channel.Notify());
        Assert.Equal(XenErrno.None, _scene.Guest.Binder.Reset());
        Assert.All(channels, channel => Assert.False(channel.IsOpen));
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        EventChannel next = _scene.BindSelf();
        Assert.Equal(1u, next.Port.Value);
        Assert.Equal(XenErrno.None, next.SetPriority(3));
        next.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([1u], _scene.Delivered);
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        receiver.BindVcpu(new VcpuId(1));
        sender.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([1u, receiver.Port.Value], _scene.Delivered);
    }

    [Theory]
    [InlineData(EventChannelCommand.InitializeControl)]
    [InlineData(EventChannelCommand.ExpandArray)]
    public void Where_Xen_refuses_FIFO_after_a_reset_no_channel_is_bound_that_nobody_would_hear(EventChannelCommand refused)
    {
        EventChannel before = _scene.BindSelf();
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)refused, XenErrno.OutOfMemory);

        Assert.Equal(XenErrno.OutOfMemory, _scene.Guest.Binder.Reset());
        Assert.False(before.IsOpen);
        Assert.Equal(XenErrno.OutOfMemory, _scene.Guest.Binder.BindInterprocessorInterrupt(default, _scene.Record).Error);
        Assert.Equal(EventChannelStatus.Closed, new EventChannelOperations(_scene.Vcpu).GetStatus(DomainId.Self, new EventPort(1)).Value.Binding);

        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)refused, XenErrno.None);
        Assert.Equal(XenErrno.None, _scene.Guest.Binder.Reset());
        EventChannel after = _scene.BindSelf();
        after.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([after.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_handler_may_reset_while_events_wait()
    {
        List<EventChannel> channels = _scene.BindMany(3);
        XenErrno? result = null;
        EventChannel first = _scene.BindSelf(_ => result = _scene.Guest.Binder.Reset());
        first.Notify();
        channels.ForEach(channel => channel.Notify());
        _scene.Guest.RunEventThreads();
        Assert.Equal(XenErrno.None, result);
        Assert.Empty(_scene.Delivered);
        List<EventChannel> next = _scene.BindMany(3);
        next.ForEach(channel => channel.Notify());
        _scene.Guest.RunEventThreads();
        Assert.Equal(next.Select(channel => channel.Port.Value), _scene.Delivered);
    }

    public void Dispose() => _scene.Dispose();

    private int Expansions => _scene.Vcpu.CountOf(EventChannelCommand.ExpandArray);
}
