using System;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public class EventChannelOperationsTests
{
    private const int PortOfAnswer = 0x123;

    [Fact]
    public void Allocating_an_unbound_port_sends_both_domains_and_takes_the_port()
    {
        RecordingHypervisor xen = new(8) { WrittenBack = [0x23, 1, 0, 0], WrittenBackAt = 4 };
        XenResult<EventPort> port = new EventChannelOperations(xen).AllocateUnbound(DomainId.Self, new DomainId(7));
        AssertSent(xen, EventChannelCommand.AllocateUnbound, "F07F0700" + "00000000");
        Assert.Equal(new EventPort(PortOfAnswer), port.Value);
    }

    [Fact]
    public void Binding_to_a_domain_sends_its_port_and_takes_the_local_one()
    {
        RecordingHypervisor xen = new(12) { WrittenBack = [0x23, 1, 0, 0], WrittenBackAt = 8 };
        XenResult<EventPort> port = new EventChannelOperations(xen).BindInterdomain(new DomainId(0x102), new EventPort(0x0A0B0C0D));
        AssertSent(xen, EventChannelCommand.BindInterdomain, "02010000" + "0D0C0B0A" + "00000000");
        Assert.Equal(new EventPort(PortOfAnswer), port.Value);
    }

    [Fact]
    public void Binding_a_virtual_interrupt_sends_it_and_its_vcpu()
    {
        RecordingHypervisor xen = new(12) { WrittenBack = [0x23, 1, 0, 0], WrittenBackAt = 8 };
        XenResult<EventPort> port = new EventChannelOperations(xen).BindVirtualInterrupt(VirtualInterrupt.Debug, new VcpuId(3));
        AssertSent(xen, EventChannelCommand.BindVirq, "01000000" + "03000000" + "00000000");
        Assert.Equal(new EventPort(PortOfAnswer), port.Value);
    }

    [Fact]
    public void Binding_for_signals_between_vcpus_sends_the_vcpu()
    {
        RecordingHypervisor xen = new(8) { WrittenBack = [0x23, 1, 0, 0], WrittenBackAt = 4 };
        XenResult<EventPort> port = new EventChannelOperations(xen).BindInterprocessorInterrupt(new VcpuId(3));
        AssertSent(xen, EventChannelCommand.BindIpi, "03000000" + "00000000");
        Assert.Equal(new EventPort(PortOfAnswer), port.Value);
    }

    [Fact]
    public void Binding_a_physical_interrupt_sends_it_and_its_flags()
    {
        RecordingHypervisor xen = new(12) { WrittenBack = [0x23, 1, 0, 0], WrittenBackAt = 8 };
        XenResult<EventPort> port = new EventChannelOperations(xen).BindPhysicalInterrupt(16, BindPirqFlags.WillShare);
        AssertSent(xen, EventChannelCommand.BindPirq, "10000000" + "01000000" + "00000000");
        Assert.Equal(new EventPort(PortOfAnswer), port.Value);
    }

    [Fact]
    public void Closing_notifying_and_unmasking_send_the_port()
    {
        RecordingHypervisor xen = new(4);
        EventChannelOperations operations = new(xen);
        Assert.Equal(XenErrno.None, operations.Close(new EventPort(0x0A0B0C0D)));
        Assert.Equal(XenErrno.None, operations.Notify(new EventPort(0x0A0B0C0D)));
        Assert.Equal(XenErrno.None, operations.Unmask(new EventPort(0x0A0B0C0D)));
        EventChannelCommand[] commands = [EventChannelCommand.Close, EventChannelCommand.Send, EventChannelCommand.Unmask];
        Assert.Equal(commands.Length, xen.Calls.Count);
        for (int i = 0; i < commands.Length; i++)
        {
            Assert.Equal(HypercallNumber.EventChannelOp, xen.Calls[i].Number);
            Assert.Equal((uint)commands[i], xen.Calls[i].Command);
            Assert.Equal("0D0C0B0A", Convert.ToHexString(xen.Calls[i].Argument));
        }
    }

    [Fact]
    public void The_status_of_an_interdomain_port_names_its_peer()
    {
        RecordingHypervisor xen = new(24)
        {
            WrittenBackAt = 8,
            WrittenBack = Convert.FromHexString("02000000" + "05000000" + "0300" + "0000" + "2A000000"),
        };
        XenResult<PortStatus> status = new EventChannelOperations(xen).GetStatus(DomainId.Self, new EventPort(9));
        AssertSent(xen, EventChannelCommand.Status, "F07F0000" + "09000000" + "00000000" + "00000000" + "0000000000000000");
        Assert.Equal(EventChannelStatus.Interdomain, status.Value.Binding);
        Assert.Equal(new VcpuId(5), status.Value.Vcpu);
        Assert.Equal(new DomainId(3), status.Value.RemoteDomain);
        Assert.Equal(new EventPort(42), status.Value.RemotePort);
    }

    [Fact]
    public void The_status_of_an_unbound_port_names_the_domain_that_may_connect()
    {
        RecordingHypervisor xen = new(24)
        {
            WrittenBackAt = 8,
            WrittenBack = Convert.FromHexString("01000000" + "00000000" + "0700"),
        };
        XenResult<PortStatus> status = new EventChannelOperations(xen).GetStatus(DomainId.Self, new EventPort(9));
        Assert.Equal(EventChannelStatus.Unbound, status.Value.Binding);
        Assert.Equal(new DomainId(7), status.Value.RemoteDomain);
    }

    [Fact]
    public void The_status_of_an_interrupts_port_names_the_interrupt()
    {
        RecordingHypervisor xen = new(24)
        {
            WrittenBackAt = 8,
            WrittenBack = Convert.FromHexString("04000000" + "00000000" + "01000000"),
        };
        EventChannelOperations operations = new(xen);
        PortStatus status = operations.GetStatus(DomainId.Self, new EventPort(9)).Value;
        Assert.Equal(EventChannelStatus.Virq, status.Binding);
        Assert.Equal(VirtualInterrupt.Debug, status.VirtualInterrupt);

        xen.WrittenBack[0] = 3;
        xen.WrittenBack[8] = 17;
        status = operations.GetStatus(DomainId.Self, new EventPort(9)).Value;
        Assert.Equal(EventChannelStatus.Pirq, status.Binding);
        Assert.Equal(17u, status.PhysicalInterrupt);
    }

    [Fact]
    public void Binding_to_a_vcpu_sends_port_and_vcpu()
    {
        RecordingHypervisor xen = new(8);
        Assert.Equal(XenErrno.None, new EventChannelOperations(xen).BindVcpu(new EventPort(9), new VcpuId(2)));
        AssertSent(xen, EventChannelCommand.BindVcpu, "09000000" + "02000000");
    }

    [Fact]
    public void Resetting_sends_the_domain_and_never_the_continuation()
    {
        RecordingHypervisor xen = new(2);
        Assert.Equal(XenErrno.None, new EventChannelOperations(xen).Reset(DomainId.Self));
        AssertSent(xen, EventChannelCommand.Reset, "F07F");
    }

    [Fact]
    public void A_control_block_is_sent_with_its_frame_and_offset_and_answers_its_link_bits()
    {
        RecordingHypervisor xen = new(24) { WrittenBack = [17], WrittenBackAt = 16 };
        XenResult<byte> bits = new EventChannelOperations(xen).InitializeControl(
            new VcpuId(1), new GuestFrame(0x1_2345_6789), 0x48);
        AssertSent(xen, EventChannelCommand.InitializeControl,
            "8967452301000000" + "48000000" + "01000000" + "0000000000000000");
        Assert.Equal(17, bits.Value);
    }

    [Fact]
    public void Expanding_the_event_array_sends_the_frame()
    {
        RecordingHypervisor xen = new(8);
        Assert.Equal(XenErrno.None, new EventChannelOperations(xen).ExpandArray(new GuestFrame(0x1_2345_6789)));
        AssertSent(xen, EventChannelCommand.ExpandArray, "8967452301000000");
    }

    [Fact]
    public void Setting_a_priority_sends_port_and_priority()
    {
        RecordingHypervisor xen = new(8);
        Assert.Equal(XenErrno.None, new EventChannelOperations(xen).SetPriority(new EventPort(9), 15));
        AssertSent(xen, EventChannelCommand.SetPriority, "09000000" + "0F000000");
    }

    [Theory]
    [InlineData(XenErrno.NotPermitted)]
    [InlineData(XenErrno.NotFound)]
    [InlineData(XenErrno.NoSuchDomain)]
    [InlineData(XenErrno.TryAgain)]
    [InlineData(XenErrno.OutOfMemory)]
    [InlineData(XenErrno.AccessDenied)]
    [InlineData(XenErrno.BadAddress)]
    [InlineData(XenErrno.Busy)]
    [InlineData(XenErrno.AlreadyExists)]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NoSpace)]
    [InlineData(XenErrno.NotImplemented)]
    [InlineData(XenErrno.NotSupported)]
    [InlineData((XenErrno)4000)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        EventChannelOperations operations = new(xen);
        EventPort port = new(1);
        XenErrno[] errors =
        [
            operations.AllocateUnbound(DomainId.Self, DomainId.Self).Error,
            operations.BindInterdomain(DomainId.Self, port).Error,
            operations.BindVirtualInterrupt(VirtualInterrupt.Timer, default).Error,
            operations.BindInterprocessorInterrupt(default).Error,
            operations.BindPhysicalInterrupt(0, BindPirqFlags.None).Error,
            operations.Close(port),
            operations.Notify(port),
            operations.Unmask(port),
            operations.GetStatus(DomainId.Self, port).Error,
            operations.BindVcpu(port, default),
            operations.Reset(DomainId.Self),
            operations.InitializeControl(default, default, 0).Error,
            operations.ExpandArray(default),
            operations.SetPriority(port, 0),
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }

    private static void AssertSent(RecordingHypervisor xen, EventChannelCommand command, string argument)
    {
        Assert.Equal(HypercallNumber.EventChannelOp, xen.Single.Number);
        Assert.Equal((uint)command, xen.Single.Command);
        Assert.Equal(argument, Convert.ToHexString(xen.Single.Argument));
    }
}
