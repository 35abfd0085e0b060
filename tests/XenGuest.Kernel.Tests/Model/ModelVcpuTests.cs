using System;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Model;

public sealed unsafe class ModelVcpuTests : IDisposable
{
    private readonly XenModel _host = new(XenRelease.Xen420);
    private readonly ModelDomain _domain;
    private readonly ModelVcpu _vcpu;

    public ModelVcpuTests()
    {
        _domain = _host.CreateDomain(new DomainShape());
        _vcpu = _domain.Vcpus[0];
    }

    [Fact]
    public void It_says_which_xen_it_plays()
    {
        Assert.Equal((4 << 16) | 20, _vcpu.XenVersion(VersionCommand.Version, null).Value);
        Assert.Equal(4096, _vcpu.XenVersion(VersionCommand.PageSize, null).Value);
        byte* text = stackalloc byte[16];
        Assert.True(_vcpu.XenVersion(VersionCommand.ExtraVersion, text).Succeeded);
        Assert.StartsWith(".0-model", Encoding.ASCII.GetString(text, 16), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_can_be_switched_off()
    {
        XenFeatureInfo features = default;
        _vcpu.XenVersion(VersionCommand.GetFeatures, &features);
        Assert.NotEqual(0u, features.Submap & (1u << (int)XenFeature.HvmCallbackVector));
        _domain.Features = 0;
        _vcpu.XenVersion(VersionCommand.GetFeatures, &features);
        Assert.Equal(0u, features.Submap);
        features.SubmapIndex = 1;
        Assert.True(_vcpu.XenVersion(VersionCommand.GetFeatures, &features).Succeeded);
    }

    [Fact]
    public void A_hypercall_that_is_not_modelled_is_not_implemented()
    {
        GnttabCacheFlush flush = default;
        Assert.Equal(XenErrno.NotImplemented, _vcpu.GrantTableOp(GrantTableCommand.CacheFlush, &flush, 1).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.PhysdevOp(default, null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.ConsoleIo(ConsoleCommand.Write, 0, null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.XenVersion((VersionCommand)77, null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.SchedOp(SchedCommand.Watchdog, null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.MemoryOp(MemoryCommand.MemoryMap, null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.VcpuOp(VcpuCommand.SendNmi, new VcpuId(0), null).Error);
        Assert.Equal(XenErrno.NotImplemented, _vcpu.HvmOp(HvmCommand.FlushTlbs, null).Error);
    }

    [Fact]
    public void A_shutdown_is_recorded_with_its_reason()
    {
        SchedShutdown shutdown = new() { Reason = ShutdownReason.Crash };
        Assert.Null(_domain.Shutdown);
        Assert.True(_vcpu.SchedOp(SchedCommand.Shutdown, &shutdown).Succeeded);
        Assert.Equal(ShutdownReason.Crash, _domain.Shutdown);
    }

    [Fact]
    public void A_timer_can_be_taken_back_and_one_too_far_away_comes_soon()
    {
        EventPort port = new EventChannelOperations(_vcpu).BindVirtualInterrupt(
            VirtualInterrupt.Timer, new VcpuId(0)).Value;
        _vcpu.SetTimerOp(100);
        _vcpu.SetTimerOp(0);
        _host.Advance(1000);
        Assert.False(_domain.IsPending(port));

        _vcpu.SetTimerOp(ulong.MaxValue);
        _host.Advance(99_999_999);
        Assert.False(_domain.IsPending(port));
        _host.Advance(1);
        Assert.True(_domain.IsPending(port));
    }

    [Fact]
    public void A_poll_ends_at_an_event_or_at_its_moment()
    {
        EventChannelOperations operations = new(_vcpu);
        uint port = operations.BindInterprocessorInterrupt(new VcpuId(0)).Value.Value;
        SchedPoll<ulong> poll = new() { Ports = (ulong)&port, PortCount = 1, Timeout = 5000 };
        Assert.True(_vcpu.SchedOp(SchedCommand.Poll, &poll).Succeeded);
        Assert.Equal(5000ul, _host.SystemTimeNanoseconds);

        poll.Timeout = 9000;
        operations.Notify(new EventPort(port));
        Assert.True(_vcpu.SchedOp(SchedCommand.Poll, &poll).Succeeded);
        Assert.Equal(5000ul, _host.SystemTimeNanoseconds);
    }

    [Fact]
    public void A_poll_of_too_many_ports_or_of_one_that_is_not_bound_is_an_error()
    {
        uint port = 7;
        SchedPoll<ulong> poll = new() { Ports = (ulong)&port, PortCount = 129 };
        Assert.Equal(XenErrno.InvalidArgument, _vcpu.SchedOp(SchedCommand.Poll, &poll).Error);
        poll.PortCount = 1;
        Assert.Equal(XenErrno.InvalidArgument, _vcpu.SchedOp(SchedCommand.Poll, &poll).Error);
    }

    [Fact]
    public void Parameters_can_be_read_and_set_as_far_as_they_are_the_guests()
    {
        _domain.SetParameter(HvmParameter.StoreEventChannel, 3);
        Assert.Equal((XenErrno.None, 3ul), Get(HvmParameter.StoreEventChannel));
        Assert.Equal(XenErrno.NotPermitted, Get(HvmParameter.IoRequestPage).Error);
        Assert.Equal(XenErrno.InvalidArgument, Get(HvmParameter.PaeEnabled).Error);
        Assert.Equal(XenErrno.InvalidArgument, Get((HvmParameter)HvmParameters.Count).Error);
        Assert.Equal(XenErrno.None, Set(HvmParameter.StoreEventChannel, 4));
        Assert.Equal(XenErrno.NotPermitted, Set(HvmParameter.StorePage, 4));
        Assert.Equal(XenErrno.InvalidArgument, Set(HvmParameter.NestedHvm, 1));
        Assert.Equal((XenErrno.None, 4ul), Get(HvmParameter.StoreEventChannel));
    }

    [Theory]
    [InlineData(GuestKind.Pvh, 1)]
    [InlineData(GuestKind.Hvm, 0)]
    public void Upcalls_of_a_pvh_guest_cannot_be_turned_off_again(GuestKind kind, int expected)
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { Kind = kind });
        ModelGuest<ulong> guest = new(domain);
        guest.RunEventThreads();
        EventChannel channel = guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => { }).Value;
        channel.Unmask();
        Assert.Equal(XenErrno.None, UpcallDelivery.TurnOff(domain.Vcpus[0]));
        int before = guest.UpcallCount(0);
        channel.Notify();
        Assert.Equal(expected, guest.UpcallCount(0) - before);
    }

    [Fact]
    public void A_refusal_can_be_ended()
    {
        _vcpu.Refuse(HypercallNumber.SchedOp, (uint)SchedCommand.Yield, XenErrno.NotPermitted);
        Assert.Equal(XenErrno.NotPermitted, _vcpu.SchedOp(SchedCommand.Yield, null).Error);
        _vcpu.Refuse(HypercallNumber.SchedOp, (uint)SchedCommand.Yield, XenErrno.None);
        Assert.True(_vcpu.SchedOp(SchedCommand.Yield, null).Succeeded);
    }

    public void Dispose() => _host.Dispose();

    private (XenErrno Error, ulong Value) Get(HvmParameter parameter)
    {
        XenHvmParam argument = new() { Domain = DomainId.Self.Value, Index = parameter };
        XenErrno error = _vcpu.HvmOp(HvmCommand.GetParameter, &argument).Error;
        return (error, argument.Value);
    }

    private XenErrno Set(HvmParameter parameter, ulong value)
    {
        XenHvmParam argument = new() { Domain = DomainId.Self.Value, Index = parameter, Value = value };
        return _vcpu.HvmOp(HvmCommand.SetParameter, &argument).Error;
    }
}
