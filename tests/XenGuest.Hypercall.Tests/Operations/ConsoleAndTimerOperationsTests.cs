using System.Text;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public unsafe class ConsoleAndTimerOperationsTests
{
    [Fact]
    public void Writing_hands_the_text_and_its_length_over()
    {
        RecordingHypervisor xen = new(5);
        fixed (byte* text = "hello"u8)
        {
            Assert.Equal(XenErrno.None, new ConsoleOperations(xen).Write(text, 5));
        }

        xen.AssertSent(HypercallNumber.ConsoleIo, ConsoleCommand.Write, "68656C6C6F");
        Assert.Equal(5u, xen.Single.Operand);
    }

    [Fact]
    public void Reading_answers_how_many_bytes_there_were()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = [(byte)'o', (byte)'k'], Answer = 2 };
        byte[] place = new byte[16];
        fixed (byte* buffer = place)
        {
            Assert.Equal(2u, new ConsoleOperations(xen).Read(buffer, 16).Value);
        }

        Assert.Equal((uint)ConsoleCommand.Read, xen.Single.Command);
        Assert.Equal(16u, xen.Single.Operand);
        Assert.Equal("ok", Encoding.ASCII.GetString(place, 0, 2));
    }

    [Fact]
    public void The_timer_is_set_to_a_moment_and_stopped_by_none()
    {
        RecordingHypervisor xen = new(0);
        TimerOperations timer = new(xen);
        Assert.Equal(XenErrno.None, timer.Set(0x0102_0304_0506_0708));
        Assert.Equal(XenErrno.None, timer.Stop());
        Assert.Equal(2, xen.Calls.Count);
        Assert.All(xen.Calls, call => Assert.Equal(HypercallNumber.SetTimerOp, call.Number));
        Assert.Equal(SentHypercall.Bytes("0807060504030201"), xen.Calls[0].Argument);
        Assert.Equal(new byte[8], xen.Calls[1].Argument);
    }

    [Fact]
    public void Every_operation_hands_on_the_error_that_xen_answered()
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)XenErrno.NotImplemented };
        Assert.Equal(XenErrno.NotImplemented, new ConsoleOperations(xen).Write(null, 0));
        Assert.Equal(XenErrno.NotImplemented, new ConsoleOperations(xen).Read(null, 0).Error);
        Assert.Equal(XenErrno.NotImplemented, new TimerOperations(xen).Set(1));
        Assert.Equal(XenErrno.NotImplemented, new TimerOperations(xen).Stop());
        Assert.Equal(4, xen.Calls.Count);
    }
}
