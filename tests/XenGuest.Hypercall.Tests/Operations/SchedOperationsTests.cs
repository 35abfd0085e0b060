using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public unsafe class SchedOperationsTests
{
    [Fact]
    public void Yielding_and_blocking_have_no_argument()
    {
        RecordingHypervisor xen = new(0);
        Assert.Equal(XenErrno.None, new SchedOperations(xen).Yield());
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Yield, "");
        xen.Calls.Clear();
        Assert.Equal(XenErrno.None, new SchedOperations(xen).Block());
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Block, "");
    }

    [Fact]
    public void Polling_sends_the_ports_and_the_moment()
    {
        RecordingHypervisor xen = new(24);
        EventPort* ports = (EventPort*)0x1122_3344_5566_7788;
        Assert.Equal(XenErrno.None, new SchedOperations(xen).Poll(ports, 3, 0x0102_0304_0506_0708));
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Poll, "8877665544332211" + "0300000000000000" + "0807060504030201");
    }

    [Fact]
    public void Ports_follow_one_another_in_memory_as_xen_reads_them() => Assert.Equal(4, sizeof(EventPort));

    [Theory]
    [InlineData(ShutdownReason.PowerOff, "00000000")]
    [InlineData(ShutdownReason.Reboot, "01000000")]
    [InlineData(ShutdownReason.Suspend, "02000000")]
    [InlineData(ShutdownReason.Crash, "03000000")]
    public void Shutting_down_sends_the_reason(ShutdownReason reason, string argument)
    {
        RecordingHypervisor xen = new(4);
        Assert.True(new SchedOperations(xen).Shutdown(reason).Value);
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Shutdown, argument);
        xen.Calls.Clear();
        Assert.Equal(XenErrno.None, new SchedOperations(xen).SetShutdownReason(reason));
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.ShutdownCode, argument);
    }

    [Fact]
    public void A_suspend_of_which_nothing_came_is_told_from_a_restore()
    {
        RecordingHypervisor xen = new(4) { Answer = 1 };
        Assert.False(new SchedOperations(xen).Shutdown(ShutdownReason.Suspend).Value);
    }

    [Fact]
    public void A_watchdog_is_started_without_number_fed_with_it_and_stopped_by_no_time()
    {
        RecordingHypervisor xen = new(8) { Answer = 2 };
        SchedOperations operations = new(xen);
        Assert.Equal(2u, operations.StartWatchdog(30).Value);
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Watchdog, "00000000" + "1E000000");
        xen.Calls.Clear();
        Assert.Equal(XenErrno.None, operations.FeedWatchdog(2, 30));
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Watchdog, "02000000" + "1E000000");
        xen.Calls.Clear();
        Assert.Equal(XenErrno.None, operations.StopWatchdog(2));
        xen.AssertSent(HypercallNumber.SchedOp, SchedCommand.Watchdog, "02000000" + "00000000");
    }

    [Theory]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NoSpace)]
    [InlineData(XenErrno.BadAddress)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        SchedOperations operations = new(xen);
        XenErrno[] errors =
        [
            operations.Yield(),
            operations.Block(),
            operations.Poll(null, 0, 0),
            operations.Poll(new EventPort(1), 0),
            operations.Shutdown(ShutdownReason.Suspend).Error,
            operations.SetShutdownReason(ShutdownReason.Crash),
            operations.StartWatchdog(1).Error,
            operations.FeedWatchdog(1, 1),
            operations.StopWatchdog(1),
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }
}
