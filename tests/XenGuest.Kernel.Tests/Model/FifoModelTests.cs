using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Model;

/// <summary>The model's FIFO event ABI, against what Xen's event_fifo.c says.</summary>
public sealed unsafe class FifoModelTests : IDisposable
{
    private const uint Pending = 1u << FifoEvents.PendingBit;
    private const uint Masked = 1u << FifoEvents.MaskedBit;
    private const uint Linked = 1u << FifoEvents.LinkedBit;
    private const int ControlFrame = 3;
    private const int ArrayFrame = 10;

    private readonly XenModel _host = new(XenRelease.Xen420);
    private readonly ModelDomain _domain;
    private readonly EventChannelOperations _operations;

    public FifoModelTests()
    {
        _domain = _host.CreateDomain(new DomainShape { VcpuCount = 2, FrameCount = 256, MaximumPort = uint.MaxValue });
        _operations = new EventChannelOperations(_domain.Vcpus[0]);
    }

    private uint* Words => (uint*)_domain.Memory.AddressOf(new GuestFrame(ArrayFrame));

    [Fact]
    public void A_control_block_is_refused_in_xens_order()
    {
        Assert.Equal(XenErrno.NotFound, Initialize(2, 999, 5000));
        Assert.Equal(XenErrno.InvalidArgument, Initialize(0, ControlFrame, 4096 - 64));
        Assert.Equal(XenErrno.InvalidArgument, Initialize(0, ControlFrame, 4));
        Assert.Equal(XenErrno.InvalidArgument, Initialize(0, 256, 0));
        Assert.Equal(XenErrno.NotSupported, _operations.ExpandArray(new GuestFrame(ArrayFrame)));
        Assert.Equal(XenErrno.NotImplemented, _operations.SetPriority(new EventPort(1), 99));

        Assert.Equal(FifoEvents.LinkBits, _operations.InitializeControl(new VcpuId(0), new(ControlFrame), 4024).Value);
        Assert.Equal(XenErrno.InvalidArgument, Initialize(0, ControlFrame, 0));
        Assert.Equal(XenErrno.None, Initialize(1, ControlFrame, 0));
    }

    [Fact]
    public void The_array_has_128_pages()
    {
        Initialize(0, ControlFrame, 0);
        Assert.Equal(XenErrno.InvalidArgument, _operations.ExpandArray(new GuestFrame(256)));
        for (uint page = 0; page < 128; page++)
        {
            Assert.Equal(XenErrno.None, _operations.ExpandArray(new GuestFrame(ArrayFrame + page)));
        }

        Assert.Equal(XenErrno.NoSpace, _operations.ExpandArray(new GuestFrame(256)));
    }

    [Fact]
    public void It_has_131071_ports()
    {
        Initialize(0, ControlFrame, 0);
        for (uint number = 1; number < FifoEvents.ChannelCount; number++)
        {
            Assert.Equal(number, _operations.BindInterprocessorInterrupt(new VcpuId(0)).Value.Value);
        }

        Assert.Equal(XenErrno.NoSpace, _operations.BindInterprocessorInterrupt(new VcpuId(0)).Error);
        Assert.Equal(XenErrno.None, _operations.Close(new EventPort(5)));
        Assert.Equal(5u, _operations.BindInterprocessorInterrupt(new VcpuId(0)).Value.Value);
    }

    [Fact]
    public void Events_are_queued_in_their_order_and_only_a_new_head_is_ready()
    {
        EvtchnFifoControlBlock* block = StartFifo();
        Bind(3);
        Send(2);
        Assert.Equal(1u << 7, block->Ready);
        Assert.Equal(2u, block->Head[7]);
        block->Ready = 0;

        Send(1);
        Send(3);
        Send(1);
        Assert.Equal(0u, block->Ready);
        Assert.Equal(2u, block->Head[7]);
        Assert.Equal(Pending | Linked | 1, Words[2]);
        Assert.Equal(Pending | Linked | 3, Words[1]);
        Assert.Equal(Pending | Linked, Words[3]);

        // The guest takes the last one out: the queue is empty for Xen, which starts a new one.
        Words[3] = 0;
        Send(3);
        Assert.Equal(1u << 7, block->Ready);
        Assert.Equal(3u, block->Head[7]);
        Assert.Equal(Pending | Linked, Words[3]);
    }

    [Fact]
    public void A_priority_chooses_the_queue_of_events_to_come()
    {
        EvtchnFifoControlBlock* block = StartFifo();
        Bind(2);
        Assert.Equal(XenErrno.InvalidArgument, _operations.SetPriority(new EventPort(1), 16));
        Assert.Equal(XenErrno.AccessDenied, _operations.SetPriority(new EventPort(63), 16));
        Assert.Equal(XenErrno.InvalidArgument, _operations.SetPriority(new EventPort(64), 0));
        Send(1);
        Assert.Equal(XenErrno.None, _operations.SetPriority(new EventPort(1), 0));
        Assert.Equal(1u << 7, block->Ready);

        Words[1] = 0;
        Send(1);
        Assert.Equal((1u << 7) | 1, block->Ready);
        Assert.Equal(1u, block->Head[0]);

        // Its end of the old queue is forgotten: the next one there is a new head.
        Send(2);
        Assert.Equal(2u, block->Head[7]);
        Assert.Equal(Pending | Linked, Words[1]);
    }

    [Fact]
    public void A_masked_port_is_linked_when_xen_unmasks_it()
    {
        EvtchnFifoControlBlock* block = StartFifo();
        Bind(1);
        Words[1] = Masked;
        Send(1);
        Assert.Equal(Masked | Pending, Words[1]);
        Assert.Equal(0u, block->Ready);
        Assert.Equal(XenErrno.None, _operations.Unmask(new EventPort(1)));
        Assert.Equal(Pending | Linked, Words[1]);
        Assert.Equal(1u << 7, block->Ready);

        // Unlike the 2-level ABI's, this unmask looks at the event though the mask was clear.
        Words[1] = Pending;
        block->Ready = 0;
        Assert.Equal(XenErrno.None, _operations.Unmask(new EventPort(1)));
        Assert.Equal(1u << 7, block->Ready);
    }

    [Fact]
    public void A_port_that_moves_is_queued_on_the_other_vcpu_from_then_on()
    {
        EvtchnFifoControlBlock* first = StartFifo();
        Initialize(1, ControlFrame, 128);
        EvtchnFifoControlBlock* second = (EvtchnFifoControlBlock*)((byte*)first + 128);
        EventPort local = Interdomain(out EventPort sender);
        Words[local.Value] = 0;
        first->Ready = 0;
        Assert.Equal(XenErrno.None, _operations.BindVcpu(local, new VcpuId(1)));
        Send(sender.Value);
        Assert.Equal(0u, first->Ready);
        Assert.Equal(1u << 7, second->Ready);
        Assert.Equal(local.Value, second->Head[7]);
    }

    [Fact]
    public void A_closed_port_that_is_still_linked_is_not_given_out()
    {
        StartFifo();
        Bind(2);
        Send(1);
        Assert.Equal(XenErrno.None, _operations.Close(new EventPort(1)));
        Assert.Equal(Linked, Words[1]);
        Assert.Equal(3u, Bind(1));
        Words[1] = 0;
        Assert.Equal(1u, Bind(1));
    }

    [Fact]
    public void Events_wait_for_their_page()
    {
        Bind(1);
        Send(1);
        Assert.Equal(XenErrno.None, Initialize(0, ControlFrame, 0));
        Bind(1);
        Send(2);
        Assert.False(_domain.IsPending(new EventPort(1)));
        Assert.Equal(XenErrno.None, _operations.ExpandArray(new GuestFrame(ArrayFrame)));
        Assert.Equal(Pending | Linked | 2, Words[1]);
        Assert.Equal(Pending | Linked, Words[2]);
        Assert.True(_domain.IsPending(new EventPort(1)));
    }

    [Fact]
    public void An_event_for_a_vcpu_without_a_control_block_is_dropped()
    {
        StartFifo();
        uint port = _operations.BindInterprocessorInterrupt(new VcpuId(1)).Value.Value;
        Send(port);
        Assert.Equal(0u, Words[port]);
    }

    [Fact]
    public void A_link_is_set_though_the_guest_changes_the_tail()
    {
        StartFifo();
        Bind(2);
        Send(1);
        Words[1] = Linked | Masked | (1u << FifoEvents.BusyBit);
        Send(2);
        Assert.Equal(Linked | Masked | 2, Words[1]);
    }

    [Fact]
    public void A_reset_leads_back_to_the_2_level_abi()
    {
        StartFifo();
        Bind(1);
        Send(1);
        Assert.Equal(XenErrno.None, _operations.Reset(DomainId.Self));
        Assert.Equal(XenErrno.NotImplemented, _operations.SetPriority(new EventPort(1), 0));
        Assert.Equal(XenErrno.NotSupported, _operations.ExpandArray(new GuestFrame(ArrayFrame)));
        Bind(1);
        Send(1);
        Assert.True(_domain.IsPending(new EventPort(1)));
        Assert.Equal(Linked, Words[1]);
        Assert.Equal(XenErrno.None, Initialize(0, ControlFrame, 0));
    }

    public void Dispose() => _host.Dispose();

    private EvtchnFifoControlBlock* StartFifo()
    {
        Assert.Equal(XenErrno.None, Initialize(0, ControlFrame, 0));
        Assert.Equal(XenErrno.None, _operations.ExpandArray(new GuestFrame(ArrayFrame)));
        return (EvtchnFifoControlBlock*)_domain.Memory.AddressOf(new GuestFrame(ControlFrame));
    }

    private XenErrno Initialize(uint vcpu, ulong frame, uint offset) =>
        _operations.InitializeControl(new VcpuId(vcpu), new GuestFrame(frame), offset).Error;

    private uint Bind(int count)
    {
        uint port = 0;
        for (int i = 0; i < count; i++)
        {
            port = _operations.BindInterprocessorInterrupt(new VcpuId(0)).Value.Value;
        }

        return port;
    }

    private EventPort Interdomain(out EventPort sender)
    {
        sender = _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        return _operations.BindInterdomain(DomainId.Self, sender).Value;
    }

    private void Send(uint port) => Assert.Equal(XenErrno.None, _operations.Notify(new EventPort(port)));
}
