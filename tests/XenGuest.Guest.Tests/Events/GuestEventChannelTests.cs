using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Guest.Tests.Events;

public sealed class GuestEventChannelTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ChannelScene _scene = new(vcpus: 2);

    [Fact]
    public async Task An_event_goes_from_one_end_to_the_waiter_at_the_other()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Task waiter = other.WaitAsync().AsTask();
        one.Notify();
        Assert.False(waiter.IsCompleted);
        _scene.HandleEvents();
        await waiter.WaitAsync(s_patience);
    }

    [Fact]
    public void An_event_that_was_handled_before_the_wait_is_kept_for_it()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        one.Notify();
        _scene.HandleEvents();
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
        Assert.False(other.WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Each_end_has_events_of_its_own()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Task waiter = one.WaitAsync().AsTask();
        one.Notify();
        _scene.HandleEvents();
        Assert.False(waiter.IsCompleted);
        other.Notify();
        _scene.HandleEvents();
        await waiter.WaitAsync(s_patience);
    }

    [Fact]
    public void A_masked_channel_keeps_its_event_until_it_is_unmasked()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        other.Mask();
        Assert.True(other.IsMasked);
        one.Notify();
        _scene.HandleEvents();
        Assert.True(other.IsPending);

        ValueTask wait = other.WaitAsync();
        Assert.False(wait.IsCompleted);
        other.Unmask();
        _scene.HandleEvents();
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.False(other.IsPending);
        Assert.False(other.IsMasked);
    }

    [Fact]
    public void An_event_that_comes_while_nobody_waits_survives_a_cancelled_wait()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        using CancellationTokenSource source = new();
        ValueTask wait = other.WaitAsync(source.Token);
        source.Cancel();
        one.Notify();
        _scene.HandleEvents();
        Assert.Throws<OperationCanceledException>(() => wait.GetAwaiter().GetResult());
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_channel_moves_to_another_vcpu_with_the_event_that_waits()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        one.Notify();
        other.BindVcpu(new VcpuId(1));
        Assert.Equal(new VcpuId(1), other.GetStatus().Vcpu);
        _scene.Dispatch(0);
        ValueTask wait = other.WaitAsync();
        Assert.False(wait.IsCompleted);
        _scene.Dispatch(1);
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_status_is_Xens()
    {
        GuestEventChannel one = _scene.Channels.AllocateUnbound(DomainId.Self);
        Assert.Equal(EventChannelStatus.Unbound, one.GetStatus().Binding);
        GuestEventChannel other = _scene.Channels.BindInterdomain(DomainId.Self, one.Port);
        Assert.Equal(EventChannelStatus.Interdomain, one.GetStatus().Binding);
        Assert.Equal(other.Port, one.GetStatus().RemotePort);
    }

    [Fact]
    public async Task Closing_ends_the_wait_and_closes_the_port()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Task waiter = other.WaitAsync().AsTask();
        other.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(s_patience));
        Assert.Throws<ObjectDisposedException>(() => { _ = other.WaitAsync(); });
        Assert.Equal(EventChannelStatus.Unbound, one.GetStatus().Binding);
        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.Close));

        other.Dispose();
        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.Close));
    }

    [Fact]
    public void A_closed_channel_refuses_every_operation_by_name()
    {
        GuestEventChannel channel = _scene.Channels.AllocateUnbound(DomainId.Self);
        channel.Dispose();
        AssertRefused("notifying", XenErrno.InvalidArgument, channel.Notify);
        AssertRefused("masking", XenErrno.InvalidArgument, channel.Mask);
        AssertRefused("unmasking", XenErrno.InvalidArgument, channel.Unmask);
        AssertRefused("asking for the status", XenErrno.InvalidArgument, () => channel.GetStatus());
        AssertRefused("moving to another vCPU", XenErrno.InvalidArgument, () => channel.BindVcpu(new VcpuId(1)));
        Assert.False(channel.IsPending);
        Assert.True(channel.IsMasked);
    }

    [Fact]
    public void What_Xen_refuses_is_said()
    {
        GuestEventChannel timer = _scene.Channels.BindVirtualInterrupt(VirtualInterrupt.Timer);
        AssertRefused("notifying", XenErrno.InvalidArgument, timer.Notify);
        AssertRefused("moving to another vCPU", XenErrno.InvalidArgument, () => timer.BindVcpu(new VcpuId(1)));
        GuestEventChannel offered = _scene.Channels.AllocateUnbound(DomainId.Self);
        AssertRefused("moving to another vCPU", XenErrno.NotFound, () => offered.BindVcpu(new VcpuId(2)));
    }

    [Fact]
    public void A_vcpu_on_which_nobody_handles_events_is_refused_before_Xen_is_asked()
    {
        using ChannelScene scene = new(vcpus: 2, dispatchers: 1);
        VcpuId silent = new(1);
        AssertRefused("binding an interprocessor interrupt", XenErrno.NotFound, () => scene.Channels.BindInterprocessorInterrupt(silent));
        AssertRefused("binding to a virtual interrupt", XenErrno.NotFound, () => scene.Channels.BindVirtualInterrupt(VirtualInterrupt.Timer, silent));
        GuestEventChannel offered = scene.Channels.AllocateUnbound(DomainId.Self);
        AssertRefused("moving to another vCPU", XenErrno.NotFound, () => offered.BindVcpu(silent));
        Assert.Equal(0, scene.Vcpu.CountOf(EventChannelCommand.BindIpi));
        Assert.Equal(new VcpuId(0), offered.Vcpu);
    }

    public void Dispose() => _scene.Dispose();

    private static void AssertRefused(string operation, XenErrno error, Action action)
    {
        XenException refusal = Assert.Throws<XenException>(action);
        Assert.Equal(error, refusal.Error);
        Assert.StartsWith($"{operation}: ", refusal.Message, StringComparison.Ordinal);
    }
}
