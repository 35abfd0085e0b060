using System;
using XenGuest.Hypercall.Abi;
using XenGuest.Hypercall.Emission;
using XenGuest.Hypercall.Tests.Emission;
using Xunit;

namespace XenGuest.Hypercall.Tests;

public sealed unsafe class XenHypervisorTests : IDisposable
{
    private readonly StubPage _page = StubPage.Recording64();
    private readonly XenHypervisor _xen;

    public XenHypervisorTests() => _xen = new XenHypervisor(_page.EmitTrampoline(HypercallConvention.SysV64));

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Each_hypercall_reaches_its_slot_with_command_and_argument()
    {
        void* argument = (void*)0x1122_3344_5566_7788;
        Seen(_xen.EventChannelOp(EventChannelCommand.Unmask, argument), 32, 9, 0x1122_3344_5566_7788);
        Seen(_xen.MemoryOp((MemoryCommand)7, argument), 12, 7, 0x1122_3344_5566_7788);
        Seen(_xen.SchedOp((SchedCommand)3, argument), 29, 3, 0x1122_3344_5566_7788);
        Seen(_xen.HvmOp((HvmCommand)1, argument), 34, 1, 0x1122_3344_5566_7788);
        Seen(_xen.XenVersion((VersionCommand)6, argument), 17, 6, 0x1122_3344_5566_7788);
        Seen(_xen.PhysdevOp((PhysdevCommand)12, argument), 33, 12, 0x1122_3344_5566_7788);
        Seen(_xen.VcpuOp((VcpuCommand)10, new VcpuId(3), argument), 24, 10, 3, 0x1122_3344_5566_7788);
        Seen(_xen.ConsoleIo(ConsoleCommand.Read, 80, (byte*)argument), 18, 1, 80, 0x1122_3344_5566_7788);
        Seen(_xen.SetTimerOp(0x0102_0304_0506_0708), 15, 0x0102_0304_0506_0708);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(32u)]
    [InlineData(33u)]
    [InlineData(100_000u)]
    public void A_grant_batch_of_any_length_is_one_hypercall(uint count) =>
        Seen(_xen.GrantTableOp((GrantTableCommand)5, (void*)0x5000, count), 20, 5, 0x5000, count);

    [Theory]
    [InlineData(0L)]
    [InlineData(42L)]
    [InlineData(-17L)]
    [InlineData(0x7FFF_FFFF_FFFFL)]
    public void The_register_that_xen_answers_in_arrives_whole(long answer)
    {
        _page.Recorded.Answer = (ulong)answer;
        Assert.Equal((nint)answer, _xen.EventChannelOp(EventChannelCommand.Send, null).Raw);
        Assert.Equal((nint)answer, _xen.MemoryOp(default, null).Raw);
    }

    [Fact]
    public void The_reset_continuation_is_refused_and_never_issued()
    {
        HypercallResult result = _xen.EventChannelOp(EventChannelCommand.XenResetContinuation, null);
        Assert.Equal(XenErrno.NotImplemented, result.Error);
        Assert.Equal(0UL, _page.Recorded.Calls);
    }

    [Fact]
    public void Values_that_live_across_a_hypercall_survive_the_ruined_registers()
    {
        EventChannelOperations operations = new(_xen);
        uint sum = 0;
        for (uint port = 1; port <= 100; port++)
        {
            Assert.Equal(XenErrno.None, operations.Notify(new EventPort(port)));
            sum += port;
        }

        Assert.Equal(5050u, sum);
        Assert.Equal(100UL, _page.Recorded.Calls);
    }

    [Fact]
    public void Typed_operations_allocate_nothing()
    {
        EventChannelOperations operations = new(_xen);
        Exercise(operations);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(operations);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Exercise(EventChannelOperations operations)
    {
        EventPort port = new(5);
        for (int i = 0; i < 100; i++)
        {
            _ = operations.Notify(port);
            _ = operations.Unmask(port);
            _ = operations.Close(port);
            _ = operations.GetStatus(DomainId.Self, port);
            _ = operations.AllocateUnbound(DomainId.Self, DomainId.Self);
            _ = operations.BindVirtualInterrupt(VirtualInterrupt.Timer, default);
        }
    }

    private void Seen(HypercallResult result, ulong number, ulong first, ulong second = 0, ulong third = 0)
    {
        Assert.Equal(HypercallResult.Success, result);
        RecordedHypercall seen = _page.Recorded;
        Assert.Equal((number, first, second, third, 0UL, 0UL),
            (seen.Number, seen.First, seen.Second, seen.Third, seen.Fourth, seen.Fifth));
        Assert.Equal(1UL, seen.Calls);
        _page.Recorded.Calls = 0;
    }
}
