using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public unsafe class VcpuOperationsTests
{
    private static readonly VcpuId s_vcpu = new(3);

    [Fact]
    public void Registering_vcpu_info_sends_vcpu_frame_and_offset()
    {
        RecordingHypervisor xen = new(16);
        Assert.Equal(XenErrno.None, new VcpuOperations(xen).RegisterVcpuInfo(s_vcpu, new GuestFrame(0x1_2345_6789), 0x40));
        AssertSent(xen, VcpuCommand.RegisterVcpuInfo, "8967452301000000" + "40000000" + "00000000");
    }

    [Fact]
    public void Registering_areas_sends_their_addresses()
    {
        RecordingHypervisor xen = new(8);
        VcpuOperations operations = new(xen);
        const ulong Address = 0x1122_3344_5566_7788;
        const string Argument = "8877665544332211";
        Assert.Equal(XenErrno.None, operations.RegisterTime(s_vcpu, (VcpuTimeInfo*)Address));
        AssertSent(xen, VcpuCommand.RegisterVcpuTimeMemoryArea, Argument);
        Assert.Equal(XenErrno.None, operations.RegisterTimePhysical(s_vcpu, Address));
        AssertSent(xen, VcpuCommand.RegisterVcpuTimePhysicalArea, Argument);
        Assert.Equal(XenErrno.None, operations.RegisterRunState(s_vcpu, (void*)Address));
        AssertSent(xen, VcpuCommand.RegisterRunStateMemoryArea, Argument);
        Assert.Equal(XenErrno.None, operations.RegisterRunStatePhysical(s_vcpu, Address));
        AssertSent(xen, VcpuCommand.RegisterRunStatePhysicalArea, Argument);
    }

    [Fact]
    public void The_run_state_has_each_time_in_its_place()
    {
        RecordingHypervisor xen = new(48)
        {
            WrittenBack = SentHypercall.Bytes("0200000000000000" + "0100000000000000" + "0200000000000000"
                + "0300000000000000" + "0400000000000000" + "0500000000000000"),
        };
        VcpuRunState state = new VcpuOperations(xen).GetRunState(s_vcpu).Value;
        AssertSent(xen, VcpuCommand.GetRunStateInfo, new string('0', 96));
        Assert.Equal(
            (RunState.Blocked, 1UL, 2UL, 3UL, 4UL, 5UL),
            (state.State, state.SinceNanoseconds, state.RunningNanoseconds, state.RunnableNanoseconds,
                state.BlockedNanoseconds, state.OfflineNanoseconds));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Whether_a_vcpu_is_up_is_what_xen_answers(long answer, bool up)
    {
        RecordingHypervisor xen = new(0) { Answer = answer };
        Assert.Equal(up, new VcpuOperations(xen).IsUp(s_vcpu).Value);
        AssertSent(xen, VcpuCommand.IsUp, "");
    }

    [Fact]
    public void Timers_send_their_nanoseconds()
    {
        const ulong Moment = 0x0102_0304_0506_0708;
        RecordingHypervisor periodic = new(8);
        Assert.Equal(XenErrno.None, new VcpuOperations(periodic).SetPeriodicTimer(s_vcpu, Moment));
        AssertSent(periodic, VcpuCommand.SetPeriodicTimer, "0807060504030201");

        RecordingHypervisor xen = new(16);
        Assert.Equal(XenErrno.None, new VcpuOperations(xen).SetSingleshotTimer(s_vcpu, Moment));
        AssertSent(xen, VcpuCommand.SetSingleshotTimer, "0807060504030201" + "00000000" + "00000000");
        Assert.Equal(XenErrno.None, new VcpuOperations(xen).SetFutureSingleshotTimer(s_vcpu, Moment));
        AssertSent(xen, VcpuCommand.SetSingleshotTimer, "0807060504030201" + "01000000" + "00000000");
    }

    [Fact]
    public void Operations_without_argument_send_the_vcpu_alone()
    {
        RecordingHypervisor xen = new(0);
        VcpuOperations operations = new(xen);
        Assert.Equal(XenErrno.None, operations.Up(s_vcpu));
        AssertSent(xen, VcpuCommand.Up, "");
        Assert.Equal(XenErrno.None, operations.Down(s_vcpu));
        AssertSent(xen, VcpuCommand.Down, "");
        Assert.Equal(XenErrno.None, operations.StopPeriodicTimer(s_vcpu));
        AssertSent(xen, VcpuCommand.StopPeriodicTimer, "");
        Assert.Equal(XenErrno.None, operations.StopSingleshotTimer(s_vcpu));
        AssertSent(xen, VcpuCommand.StopSingleshotTimer, "");
    }

    [Theory]
    [InlineData(XenErrno.NotFound)]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NoSuchAddress)]
    [InlineData(XenErrno.AccessDenied)]
    [InlineData(XenErrno.Busy)]
    [InlineData(XenErrno.OutOfMemory)]
    [InlineData(XenErrno.TimeExpired)]
    [InlineData(XenErrno.NotImplemented)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        VcpuOperations operations = new(xen);
        XenErrno[] errors =
        [
            operations.RegisterVcpuInfo(s_vcpu, default, 0),
            operations.RegisterTime(s_vcpu, null),
            operations.RegisterTimePhysical(s_vcpu, 0),
            operations.RegisterRunState(s_vcpu, null),
            operations.RegisterRunStatePhysical(s_vcpu, 0),
            operations.GetRunState(s_vcpu).Error,
            operations.IsUp(s_vcpu).Error,
            operations.Up(s_vcpu),
            operations.Down(s_vcpu),
            operations.SetPeriodicTimer(s_vcpu, 0),
            operations.StopPeriodicTimer(s_vcpu),
            operations.SetSingleshotTimer(s_vcpu, 0),
            operations.SetFutureSingleshotTimer(s_vcpu, 0),
            operations.StopSingleshotTimer(s_vcpu),
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }

    private static void AssertSent(RecordingHypervisor xen, VcpuCommand command, string argument)
    {
        xen.AssertSent(HypercallNumber.VcpuOp, command, argument);
        Assert.Equal(s_vcpu.Value, xen.Single.Operand);
        xen.Calls.Clear();
    }
}
