using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public class HvmOperationsTests
{
    [Fact]
    public void Setting_a_parameter_sends_its_index_and_value()
    {
        RecordingHypervisor xen = new(16);
        XenErrno error = new HvmOperations(xen).SetParameter(
            DomainId.Self, HvmParameter.VmGenerationIdAddress, 0x1122_3344_5566_7788);
        Assert.Equal(XenErrno.None, error);
        xen.AssertSent(HypercallNumber.HvmOp, HvmCommand.SetParameter, "F07F0000" + "22000000" + "8877665544332211");
    }

    [Fact]
    public void Reading_a_parameter_sends_its_index_and_takes_the_value()
    {
        RecordingHypervisor xen = new(16) { WrittenBackAt = 8, WrittenBack = SentHypercall.Bytes("8877665544332211") };
        XenResult<ulong> value = new HvmOperations(xen).GetParameter(DomainId.Self, HvmParameter.VmGenerationIdAddress);
        xen.AssertSent(HypercallNumber.HvmOp, HvmCommand.GetParameter, "F07F0000" + "22000000" + "0000000000000000");
        Assert.Equal(0x1122_3344_5566_7788UL, value.Value);
    }

    [Fact]
    public void Each_way_of_upcalls_is_encoded_as_xen_reads_it()
    {
        Assert.Equal(0UL, EventCallback.None.Encoding);
        Assert.Equal(0x0200_0000_0000_00F3UL, EventCallback.Vector(0xF3).Encoding);
        Assert.Equal(0x0000_0000_0000_0009UL, EventCallback.Gsi(9).Encoding);
        Assert.Equal(0x0100_0000_0000_1803UL, EventCallback.PciIntx(3, 3).Encoding);
    }

    [Fact]
    public void Choosing_the_way_of_upcalls_sets_parameter_zero()
    {
        RecordingHypervisor xen = new(16);
        Assert.Equal(XenErrno.None, new HvmOperations(xen).SetEventCallback(EventCallback.Vector(0x40)));
        xen.AssertSent(HypercallNumber.HvmOp, HvmCommand.SetParameter, "F07F0000" + "00000000" + "4000000000000002");
    }

    [Fact]
    public void An_upcall_vector_of_its_own_is_sent_with_the_vcpu()
    {
        RecordingHypervisor xen = new(8);
        Assert.Equal(XenErrno.None, new HvmOperations(xen).SetEventUpcallVector(new VcpuId(2), 0xF3));
        xen.AssertSent(HypercallNumber.HvmOp, HvmCommand.SetEventUpcallVector, "02000000" + "F3000000");
    }

    [Fact]
    public void The_system_time_is_what_xen_writes()
    {
        RecordingHypervisor xen = new(8) { WrittenBack = SentHypercall.Bytes("8877665544332211") };
        Assert.Equal(0x1122_3344_5566_7788UL, new HvmOperations(xen).GetSystemTime().Value);
        xen.AssertSent(HypercallNumber.HvmOp, HvmCommand.GetTime, "0000000000000000");
    }

    [Theory]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NoSuchDomain)]
    [InlineData(XenErrno.NotPermitted)]
    [InlineData(XenErrno.AlreadyExists)]
    [InlineData(XenErrno.NotFound)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        HvmOperations operations = new(xen);
        XenErrno[] errors =
        [
            operations.SetParameter(DomainId.Self, HvmParameter.CallbackIrq, 0),
            operations.GetParameter(DomainId.Self, HvmParameter.CallbackIrq).Error,
            operations.SetEventCallback(EventCallback.None),
            operations.SetEventUpcallVector(default, 0),
            operations.GetSystemTime().Error,
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }
}
