using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>What Xen answers to each event channel operation that it refuses, and in which order it looks.</summary>
public sealed unsafe class EventErrorTests : IDisposable
{
    private static readonly DomainId s_nobody = new(99);
    private static readonly EventPort s_unusedPort = new(9);
    private static readonly EventPort s_noPort = new(5000);

    private readonly Scene<ulong> _scene = new(vcpus: 2, maximumPort: 10);
    private readonly ModelDomain _other;
    private readonly EventChannelOperations _operations;

    public EventErrorTests()
    {
        _other = _scene.Host.CreateDomain(new DomainShape());
        _operations = new EventChannelOperations(_scene.Vcpu);
    }

    [Fact]
    public void Allocating_for_another_domain_takes_the_control_domain()
    {
        Assert.Equal(XenErrno.NoSuchDomain, _operations.AllocateUnbound(s_nobody, DomainId.Self).Error);
        Assert.Equal(XenErrno.NotPermitted, _operations.AllocateUnbound(_other.Id, DomainId.Self).Error);

        ModelDomain control = _scene.Host.CreateDomain(new DomainShape { IsControlDomain = true });
        EventChannelOperations privileged = new(control.Vcpus[0]);
        EventPort port = privileged.AllocateUnbound(_other.Id, _scene.Domain.Id).Value;
        Assert.True(_operations.BindInterdomain(_other.Id, port).Succeeded);
    }

    [Fact]
    public void Allocating_for_a_domain_that_does_not_exist_yet_succeeds() =>
        Assert.True(_operations.AllocateUnbound(DomainId.Self, s_nobody).Succeeded);

    [Fact]
    public void Every_binding_says_so_when_no_port_is_left_and_a_closed_port_helps()
    {
        EventPort offered = new EventChannelOperations(_other.Vcpus[0]).AllocateUnbound(
            DomainId.Self, _scene.Domain.Id).Value;
        EventPort last = default;
        for (int i = 0; i < 10; i++)
        {
            last = _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        }

        VcpuId vcpu = new(0);
        Assert.Equal(10u, last.Value);
        Assert.Equal(XenErrno.NoSpace, _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Error);
        Assert.Equal(XenErrno.NoSpace, _operations.BindInterdomain(_other.Id, offered).Error);
        Assert.Equal(XenErrno.NoSpace, _operations.BindVirtualInterrupt(VirtualInterrupt.Timer, vcpu).Error);
        Assert.Equal(XenErrno.NoSpace, _operations.BindInterprocessorInterrupt(vcpu).Error);
        Assert.Equal(XenErrno.NoSpace, _operations.BindPhysicalInterrupt(1, BindPirqFlags.None).Error);

        // Xen looks for a free port before it looks at the remote one.
        Assert.Equal(XenErrno.NoSpace, _operations.BindInterdomain(_other.Id, s_noPort).Error);

        Assert.Equal(XenErrno.None, _operations.Close(last));
        Assert.Equal(last, _operations.BindInterprocessorInterrupt(vcpu).Value);
    }

    [Fact]
    public void Connecting_takes_a_port_that_is_offered_to_the_caller()
    {
        EventChannelOperations others = new(_other.Vcpus[0]);
        EventPort forNobody = others.AllocateUnbound(DomainId.Self, s_nobody).Value;
        EventPort forUs = others.AllocateUnbound(DomainId.Self, _scene.Domain.Id).Value;

        Assert.Equal(XenErrno.NoSuchDomain, _operations.BindInterdomain(s_nobody, forUs).Error);
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindInterdomain(_other.Id, forNobody).Error);
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindInterdomain(_other.Id, s_unusedPort).Error);
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindInterdomain(_other.Id, s_noPort).Error);
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindInterdomain(_other.Id, new EventPort(0)).Error);
        Assert.True(_operations.BindInterdomain(_other.Id, forUs).Succeeded);
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindInterdomain(_other.Id, forUs).Error);
    }

    [Fact]
    public void A_virtual_interrupt_is_bound_once_on_a_vcpu_that_exists()
    {
        VcpuId vcpu = new(1);
        VcpuId none = new(2);
        Assert.Equal(XenErrno.InvalidArgument, BindVirtual((VirtualInterrupt)24, new VcpuId(0)));
        Assert.Equal(XenErrno.InvalidArgument, BindVirtual((VirtualInterrupt)uint.MaxValue, new VcpuId(0)));
        Assert.Equal(XenErrno.InvalidArgument, BindVirtual(VirtualInterrupt.Console, vcpu));
        Assert.Equal(XenErrno.InvalidArgument, BindVirtual(VirtualInterrupt.Console, none));
        Assert.Equal(XenErrno.NotFound, BindVirtual(VirtualInterrupt.Timer, none));
        Assert.Equal(XenErrno.None, BindVirtual(VirtualInterrupt.Timer, vcpu));
        Assert.Equal(XenErrno.AlreadyExists, BindVirtual(VirtualInterrupt.Timer, vcpu));
        Assert.Equal(XenErrno.None, BindVirtual(VirtualInterrupt.Timer, new VcpuId(0)));
        Assert.Equal(XenErrno.None, BindVirtual(VirtualInterrupt.Console, new VcpuId(0)));
        Assert.Equal(XenErrno.AlreadyExists, BindVirtual(VirtualInterrupt.Console, new VcpuId(0)));
    }

    [Theory]
    [InlineData(XenRelease.Xen417, XenErrno.None)]
    [InlineData(XenRelease.Xen420, XenErrno.None)]
    [InlineData(XenRelease.Xen421, XenErrno.Busy)]
    public void A_global_interrupt_of_another_domain_is_refused_from_xen_4_21_on(XenRelease release, XenErrno expected)
    {
        using XenModel host = new(release);
        ModelDomain first = host.CreateDomain(new DomainShape());
        ModelDomain second = host.CreateDomain(new DomainShape());
        VcpuId vcpu = new(0);
        Assert.Equal(
            expected,
            new EventChannelOperations(second.Vcpus[0]).BindVirtualInterrupt(VirtualInterrupt.Console, vcpu).Error);
        Assert.Equal(
            XenErrno.None,
            new EventChannelOperations(second.Vcpus[0]).BindVirtualInterrupt(VirtualInterrupt.Argo, vcpu).Error);
        Assert.Equal(
            XenErrno.None,
            new EventChannelOperations(first.Vcpus[0]).BindVirtualInterrupt(VirtualInterrupt.Console, vcpu).Error);
    }

    [Fact]
    public void A_signal_between_vcpus_takes_a_vcpu_that_exists() =>
        Assert.Equal(XenErrno.NotFound, _operations.BindInterprocessorInterrupt(new VcpuId(2)).Error);

    [Fact]
    public void A_physical_interrupt_is_bound_once_and_within_the_domains_range()
    {
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindPhysicalInterrupt(48, BindPirqFlags.None).Error);
        EventPort port = _operations.BindPhysicalInterrupt(47, BindPirqFlags.WillShare).Value;
        Assert.Equal(XenErrno.AlreadyExists, _operations.BindPhysicalInterrupt(47, BindPirqFlags.WillShare).Error);
        Assert.Equal(XenErrno.None, _operations.Close(port));
        Assert.True(_operations.BindPhysicalInterrupt(47, BindPirqFlags.None).Succeeded);
    }

    [Fact]
    public void Closing_and_notifying_take_a_bound_port()
    {
        EventPort timer = _operations.BindVirtualInterrupt(VirtualInterrupt.Timer, new VcpuId(0)).Value;
        Assert.Equal(XenErrno.InvalidArgument, _operations.Notify(timer));
        Assert.Equal(XenErrno.None, _operations.Close(timer));
        foreach (EventPort port in new[] { timer, s_unusedPort, s_noPort, new EventPort(0) })
        {
            Assert.Equal(XenErrno.InvalidArgument, _operations.Close(port));
            Assert.Equal(XenErrno.InvalidArgument, _operations.Notify(port));
        }

        EventPort unbound = _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        Assert.Equal(XenErrno.None, _operations.Notify(unbound));
    }

    [Fact]
    public void Unmasking_takes_a_port_that_the_domain_has_had()
    {
        Assert.Equal(XenErrno.None, _operations.Unmask(s_unusedPort));
        Assert.Equal(XenErrno.InvalidArgument, _operations.Unmask(s_noPort));
    }

    [Fact]
    public void The_status_of_an_unused_port_is_closed_and_beyond_it_is_an_error()
    {
        Assert.Equal(EventChannelStatus.Closed, _operations.GetStatus(DomainId.Self, s_unusedPort).Value.Binding);
        Assert.Equal(XenErrno.InvalidArgument, _operations.GetStatus(DomainId.Self, s_noPort).Error);
        Assert.Equal(XenErrno.NoSuchDomain, _operations.GetStatus(s_nobody, s_unusedPort).Error);
        Assert.Equal(XenErrno.NotPermitted, _operations.GetStatus(_other.Id, s_unusedPort).Error);
        Assert.Equal(XenErrno.InvalidArgument, _operations.GetStatus(_other.Id, s_noPort).Error);
    }

    [Fact]
    public void A_port_moves_only_to_a_vcpu_that_exists_and_not_if_it_belongs_to_one()
    {
        EventPort signal = _operations.BindInterprocessorInterrupt(new VcpuId(0)).Value;
        EventPort timer = _operations.BindVirtualInterrupt(VirtualInterrupt.Timer, new VcpuId(0)).Value;
        EventPort console = _operations.BindVirtualInterrupt(VirtualInterrupt.Console, new VcpuId(0)).Value;
        EventPort unbound = _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        VcpuId vcpu = new(1);

        Assert.Equal(XenErrno.NotFound, _operations.BindVcpu(s_noPort, new VcpuId(2)));
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindVcpu(s_noPort, vcpu));
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindVcpu(s_unusedPort, vcpu));
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindVcpu(signal, vcpu));
        Assert.Equal(XenErrno.InvalidArgument, _operations.BindVcpu(timer, vcpu));
        Assert.Equal(XenErrno.None, _operations.BindVcpu(console, vcpu));
        Assert.Equal(XenErrno.None, _operations.BindVcpu(unbound, vcpu));
        Assert.Equal(vcpu, _operations.GetStatus(DomainId.Self, unbound).Value.Vcpu);
    }

    [Fact]
    public void Reset_is_for_the_domain_itself()
    {
        Assert.Equal(XenErrno.NoSuchDomain, _operations.Reset(s_nobody));
        Assert.Equal(XenErrno.NotPermitted, _operations.Reset(_other.Id));
        Assert.Equal(XenErrno.None, _operations.Reset(DomainId.Self));

        ModelDomain control = _scene.Host.CreateDomain(new DomainShape { IsControlDomain = true });
        Assert.Equal(XenErrno.InvalidArgument, new EventChannelOperations(control.Vcpus[0]).Reset(_other.Id));
    }

    [Theory]
    [InlineData(XenRelease.Xen417, XenErrno.AccessDenied)]
    [InlineData(XenRelease.Xen420, XenErrno.None)]
    public void A_port_of_xen_is_not_the_guests_to_use(XenRelease release, XenErrno status)
    {
        using XenModel host = new(release);
        ModelDomain domain = host.CreateDomain(new DomainShape());
        EventPort port = domain.OpenPortOfXen(new VcpuId(0), new DomainId(0)).Value;
        EventChannelOperations operations = new(domain.Vcpus[0]);
        Assert.Equal(XenErrno.InvalidArgument, operations.Close(port));
        Assert.Equal(XenErrno.InvalidArgument, operations.Notify(port));
        Assert.Equal(XenErrno.InvalidArgument, operations.BindVcpu(port, new VcpuId(0)));
        Assert.Equal(status, operations.GetStatus(DomainId.Self, port).Error);
        Assert.Equal(XenErrno.None, operations.Reset(DomainId.Self));
        Assert.Equal(XenErrno.InvalidArgument, operations.Close(port));
    }

    [Fact]
    public void While_the_2_level_abi_is_in_use_the_fifo_abis_operations_are_refused()
    {
        EventPort port = _scene.BindSelf().Port;
        EvtchnSetPriority priority = new() { Port = port.Value, Priority = 0 };
        Assert.Equal(XenErrno.NotImplemented, Raw(EventChannelCommand.SetPriority, &priority));
        priority.Port = s_noPort.Value;
        Assert.Equal(XenErrno.InvalidArgument, Raw(EventChannelCommand.SetPriority, &priority));
        EvtchnExpandArray array = default;
        Assert.Equal(XenErrno.NotSupported, Raw(EventChannelCommand.ExpandArray, &array));
    }

    [Fact]
    public void A_command_that_xen_does_not_know_is_not_implemented_and_a_missing_argument_is_a_bad_address()
    {
        uint argument = 0;
        Assert.Equal(XenErrno.NotImplemented, Raw((EventChannelCommand)15, &argument));
        Assert.Equal(XenErrno.NotImplemented, Raw((EventChannelCommand)15, null));
        for (uint command = 0; command <= 14; command++)
        {
            Assert.Equal(XenErrno.BadAddress, Raw((EventChannelCommand)command, null));
        }
    }

    [Fact]
    public void A_guest_that_issues_xens_own_continuation_of_a_reset_resumes_nothing()
    {
        EvtchnReset reset = new() { Domain = DomainId.Self.Value };
        Assert.Equal(XenErrno.Busy, Raw(EventChannelCommand.XenResetContinuation, &reset));
    }

    [Theory]
    [InlineData(EventChannelCommand.AllocateUnbound)]
    [InlineData(EventChannelCommand.BindIpi)]
    public void A_binding_that_is_refused_gives_the_error_and_no_channel(EventChannelCommand command)
    {
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)command, XenErrno.AccessDenied);
        XenResult<EventChannel> channel = command == EventChannelCommand.BindIpi
            ? _scene.Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _scene.Record)
            : _scene.Guest.Binder.AllocateUnbound(DomainId.Self, _scene.Record);
        Assert.Equal(XenErrno.AccessDenied, channel.Error);
    }

    public void Dispose() => _scene.Dispose();

    private XenErrno BindVirtual(VirtualInterrupt interrupt, VcpuId vcpu) =>
        _operations.BindVirtualInterrupt(interrupt, vcpu).Error;

    private XenErrno Raw(EventChannelCommand command, void* argument) =>
        _scene.Vcpu.EventChannelOp(command, argument).Error;
}
