using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Events;

public sealed class GuestEventAbiTests : IDisposable
{
    private readonly XenModel _host = new();
    private readonly ModelDomain _domain;
    private readonly ModelGuest<ulong> _guest;

    public GuestEventAbiTests()
    {
        _domain = _host.CreateDomain(new DomainShape { VcpuCount = 2 });
        _guest = new ModelGuest<ulong>(_domain);
    }

    private ModelVcpu Vcpu => _domain.Vcpus[0];

    [Theory]
    [InlineData(null, EventAbi.Fifo)]
    [InlineData(EventAbi.Fifo, EventAbi.Fifo)]
    [InlineData(EventAbi.TwoLevel, EventAbi.TwoLevel)]
    public void Fifo_is_used_unless_it_is_forbidden(EventAbi? wanted, EventAbi expected)
    {
        GuestEventAbi abi = Choose(wanted, 10);
        Assert.Equal(expected, abi.Ports.Abi);
        Assert.Equal(XenErrno.None, abi.FifoRefusal);
        Assert.Equal(expected == EventAbi.Fifo ? 1 : 0, Vcpu.CountOf(EventChannelCommand.InitializeControl));
    }

    [Fact]
    public void A_xen_without_fifo_is_used_by_the_2_level_abi_and_the_reason_is_told()
    {
        RefuseFifo();
        GuestEventAbi abi = Choose(null, 10);
        Assert.Equal(EventAbi.TwoLevel, abi.Ports.Abi);
        Assert.Equal(XenErrno.NotImplemented, abi.FifoRefusal);
        Deliver(abi);
    }

    [Fact]
    public void Without_pages_the_2_level_abi_is_used_and_the_reason_is_told()
    {
        GuestEventAbi abi = Choose(null, 63);
        Assert.Equal(EventAbi.TwoLevel, abi.Ports.Abi);
        Assert.Equal(XenErrno.OutOfMemory, abi.FifoRefusal);
    }

    [Fact]
    public void Fifo_that_was_asked_for_and_is_refused_is_an_error()
    {
        RefuseFifo();
        XenException refusal = Assert.Throws<XenException>(() => Choose(EventAbi.Fifo, 10));
        Assert.Equal(XenErrno.NotImplemented, refusal.Error);
        Assert.StartsWith("moving to the FIFO event ABI: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_vcpu_has_a_dispatcher_of_the_abi_in_use()
    {
        GuestEventAbi abi = Choose(EventAbi.Fifo, 10);
        Deliver(abi);
        Assert.Equal(2, Vcpu.CountOf(EventChannelCommand.InitializeControl));
    }

    public void Dispose() => _host.Dispose();

    private unsafe GuestEventAbi Choose(EventAbi? wanted, ulong firstFrame) => GuestEventAbi.Choose(
        Vcpu, new ModelPages(_domain, new GuestFrame(firstFrame)), wanted, new SharedInfoPage<nuint>(SharedPage).Ports);

    private unsafe void* SharedPage => _domain.Memory.AddressOf(new GuestFrame(1));

    private void RefuseFifo() => Vcpu.Refuse(
        HypercallNumber.EventChannelOp, (uint)EventChannelCommand.InitializeControl, XenErrno.NotImplemented);

    /// <summary>An event on each vCPU.</summary>
    private unsafe void Deliver(GuestEventAbi abi)
    {
        EventChannelTable channels = new(abi.Ports.Count);
        EventChannelBinder binder = new(Vcpu, abi.Ports, channels);
        for (uint vcpu = 0; vcpu < 2; vcpu++)
        {
            VcpuInfoArea<nuint> area = new(_guest.VcpuInfo[(int)vcpu].Area.Address);
            UpcallDispatcher dispatcher = abi.MakeDispatcher(new VcpuId(vcpu), area, channels);
            EventChannel channel = binder.BindInterprocessorInterrupt(new VcpuId(vcpu), _ => { }).Value;
            channel.Unmask();
            channel.Notify();
            dispatcher.Dispatch();
            Assert.Equal(1ul, dispatcher.Delivered);
        }
    }
}
