using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public class PhysdevOperationsTests
{
    [Fact]
    public void Ending_an_interrupt_sends_it()
    {
        RecordingHypervisor xen = new(4);
        Assert.Equal(XenErrno.None, new PhysdevOperations(xen).EndInterrupt(0x10));
        xen.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.EndOfInterrupt, "10000000");
    }

    [Fact]
    public void The_status_of_an_interrupt_is_what_xen_writes()
    {
        RecordingHypervisor xen = new(8) { WrittenBackAt = 4, WrittenBack = [3] };
        XenResult<IrqStatusFlags> status = new PhysdevOperations(xen).GetInterruptStatus(0x10);
        xen.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.IrqStatusQuery, "10000000" + "00000000");
        Assert.Equal(IrqStatusFlags.NeedsEoi | IrqStatusFlags.Shared, status.Value);
    }

    [Fact]
    public void A_free_interrupt_is_the_one_that_xen_writes()
    {
        RecordingHypervisor xen = new(8) { WrittenBackAt = 4, WrittenBack = [0x37] };
        Assert.Equal(0x37u, new PhysdevOperations(xen).GetFreeInterrupt(MapPirqType.Gsi).Value);
        xen.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.GetFreePirq, "01000000" + "00000000");
    }

    [Fact]
    public void Mapping_a_line_leaves_the_number_to_xen()
    {
        RecordingHypervisor xen = new(40) { WrittenBackAt = 12, WrittenBack = [0x37, 0, 0, 0] };
        Assert.Equal(0x37u, new PhysdevOperations(xen).MapLine(9).Value);
        xen.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.MapPirq,
            "F07F0000" + "01000000" + "09000000" + "FFFFFFFF" + new string('0', 48));
    }

    [Fact]
    public void Unmapping_sends_the_interrupt()
    {
        RecordingHypervisor xen = new(8);
        Assert.Equal(XenErrno.None, new PhysdevOperations(xen).UnmapInterrupt(0x37));
        xen.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.UnmapPirq, "F07F0000" + "37000000");
    }

    [Fact]
    public void Devices_are_reported_by_segment_bus_and_function()
    {
        RecordingHypervisor added = new(12);
        Assert.Equal(XenErrno.None, new PhysdevOperations(added).AddDevice(0x0102, 3, 0x1A));
        added.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.PciDeviceAdd, "0201031A" + "00000000" + "00000000");

        RecordingHypervisor removed = new(4);
        Assert.Equal(XenErrno.None, new PhysdevOperations(removed).RemoveDevice(0x0102, 3, 0x1A));
        removed.AssertSent(HypercallNumber.PhysdevOp, PhysdevCommand.PciDeviceRemove, "0201031A");
    }

    [Theory]
    [InlineData(XenErrno.NotImplemented)]
    [InlineData(XenErrno.NotPermitted)]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NoSuchDevice)]
    [InlineData(XenErrno.NotSupported)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        PhysdevOperations operations = new(xen);
        XenErrno[] errors =
        [
            operations.EndInterrupt(0),
            operations.GetInterruptStatus(0).Error,
            operations.GetFreeInterrupt(MapPirqType.Gsi).Error,
            operations.MapLine(0).Error,
            operations.UnmapInterrupt(0),
            operations.AddDevice(0, 0, 0),
            operations.RemoveDevice(0, 0, 0),
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }
}
