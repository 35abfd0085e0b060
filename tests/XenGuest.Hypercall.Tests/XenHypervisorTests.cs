using System;
using XenGuest.Hypercall.Abi;
using XenGuest.Hypercall.Emission;
using XenGuest.Hypercall.Tests.Emission;
using Xunit;

namespace XenGuest.Hypercall.Tests;

public sealed unsafe class XenHypervisorTests : IDisposable
{
    private const int Rounds = 100;

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
        Action[] operations = Operations();
        Exercise(operations);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(operations);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2UL * Rounds * (ulong)operations.Length, _page.Recorded.Calls);
    }

    private static void Exercise(Action[] operations)
    {
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Action operation in operations)
            {
                operation();
            }
        }
    }

    private Action[] Operations()
    {
        EventChannelOperations events = new(_xen);
        MemoryOperations memory = new(_xen);
        VcpuOperations vcpus = new(_xen);
        HvmOperations hvm = new(_xen);
        SchedOperations scheduler = new(_xen);
        VersionOperations version = new(_xen);
        TimerOperations timer = new(_xen);
        EventPort port = new(5);
        byte[] text = new byte[16];
        return
        [
            () => events.Notify(port),
            () => events.Unmask(port),
            () => events.Close(port),
            () => events.GetStatus(DomainId.Self, port),
            () => events.AllocateUnbound(DomainId.Self, DomainId.Self),
            () => events.BindVirtualInterrupt(VirtualInterrupt.Timer, default),
            () => memory.AddToPhysmap(DomainId.Self, PhysmapSpace.SharedInfo, 0, default),
            () => memory.GetCurrentReservation(DomainId.Self),
            () => vcpus.GetRunState(default),
            () => vcpus.SetSingleshotTimer(default, 1),
            () => hvm.SetEventCallback(EventCallback.Vector(0x40)),
            () => hvm.GetParameter(DomainId.Self, HvmParameter.StorePage),
            () => scheduler.Poll(port, 0),
            () => version.GetCapabilities(text),
            () => timer.Set(1),
        ];
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
