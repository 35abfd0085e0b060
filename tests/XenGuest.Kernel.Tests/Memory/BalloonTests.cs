using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Memory;

public sealed class BalloonTests : IDisposable
{
    private const uint Frames = 4000;
    private const uint First = 16;

    private static readonly GuestFrame s_batch = new(3);

    private readonly XenModel _host = new();
    private readonly ModelVcpu _vcpu;
    private readonly ListedFrames _pool = new(First, Frames - First);
    private readonly Balloon _balloon;
    private ulong _lost;

    public unsafe BalloonTests()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { FrameCount = (int)Frames });
        _vcpu = domain.Vcpus[0];
        _balloon = new Balloon(_vcpu, _pool, new LentPage(domain.Memory.AddressOf(s_batch), s_batch), Frames);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_goes_to_a_size_by_bounded_steps_and_back()
    {
        Assert.Equal(BalloonOutcome.Underway, _balloon.Step(1300, 0));
        Assert.Equal(Balloon.FramesPerStep, _balloon.HeldFrames);
        Assert.Equal(BalloonOutcome.Met, Go(1300, 0));
        AssertHeld(1300);

        Assert.Equal(BalloonOutcome.Met, Go(7, 0));
        AssertHeld(7);
        int calls = _vcpu.HypercallCount;
        Assert.Equal(BalloonOutcome.Met, _balloon.Step(7, 0));
        Assert.Equal(calls, _vcpu.HypercallCount);
        Assert.Equal(BalloonOutcome.Met, Go(0, 0));
        AssertHeld(0);
    }

    [Fact]
    public void It_leaves_what_is_to_stay()
    {
        Assert.Equal(BalloonOutcome.TooFewFree, Go(Frames, 1000));
        Assert.Equal(1000ul, _pool.Available);
        AssertHeld(Frames - First - 1000);
        Assert.Equal(BalloonOutcome.Met, Go(0, 1000));
    }

    [Fact]
    public void What_xen_has_no_memory_for_stays_held()
    {
        Go(1000, 0);
        _vcpu.Domain.MostPages = _vcpu.Domain.PageCount + 300;

        Assert.Equal(BalloonOutcome.NoMemory, Go(0, 0));
        Assert.Equal(XenErrno.None, _balloon.Refusal);
        AssertHeld(700);
        _vcpu.Domain.MostPages = ulong.MaxValue;
        Assert.Equal(BalloonOutcome.Met, Go(0, 0));
        AssertHeld(0);
    }

    [Fact]
    public void A_frame_that_xen_does_not_take_goes_back_to_the_pool()
    {
        // The third has no memory behind it.
        _vcpu.Domain.TakePage(new GuestFrame(First + 2));
        _lost = 1;

        Assert.Equal(BalloonOutcome.Refused, _balloon.Step(10, 0));
        AssertHeld(2);
    }

    [Theory]
    [InlineData(MemoryCommand.DecreaseReservation, XenErrno.NotPermitted)]
    [InlineData(MemoryCommand.DecreaseReservation, XenErrno.NotImplemented)]
    [InlineData(MemoryCommand.PopulatePhysmap, XenErrno.OutOfMemory)]
    [InlineData(MemoryCommand.PopulatePhysmap, (XenErrno)777)]
    public void An_error_is_told_and_loses_nothing(MemoryCommand command, XenErrno error)
    {
        Go(100, 0);
        _vcpu.Refuse(HypercallNumber.MemoryOp, (uint)command, error);

        Assert.Equal(BalloonOutcome.Refused, _balloon.Step(command == MemoryCommand.PopulatePhysmap ? 0u : 200u, 0));
        Assert.Equal(error, _balloon.Refusal);
        AssertHeld(100);
        _vcpu.Refuse(HypercallNumber.MemoryOp, (uint)command, XenErrno.None);
        Assert.Equal(BalloonOutcome.Met, Go(0, 0));
        AssertHeld(0);
    }

    [Fact]
    public void Any_targets_and_refusals_keep_pool_xen_and_balloon_of_one_mind()
    {
        Random random = new(11);
        for (int i = 0; i < 2000; i++)
        {
            _vcpu.Domain.MostPages = random.Next(4) == 0 ? _vcpu.Domain.PageCount + (ulong)random.Next(200) : ulong.MaxValue;
            _balloon.Step((ulong)random.Next((int)Frames), (ulong)random.Next(500));
            AssertHeld(_balloon.HeldFrames);
        }
    }

    private BalloonOutcome Go(ulong wanted, ulong keep)
    {
        BalloonOutcome outcome;
        int steps = 0;
        do
        {
            outcome = _balloon.Step(wanted, keep);
            Assert.True(++steps < 100);
        }
        while (outcome == BalloonOutcome.Underway);

        return outcome;
    }

    /// <summary>What the balloon counts is what is missing in the pool, and what Xen has.</summary>
    private void AssertHeld(ulong expected)
    {
        Assert.Equal(expected, _balloon.HeldFrames);
        Assert.Equal(expected, (ulong)_pool.Taken.Count);
        Assert.All(_pool.Taken, frame => Assert.False(_vcpu.Domain.HasPage(new GuestFrame(frame))));
        Assert.Equal(Frames - expected - _lost, _vcpu.Domain.PageCount);
    }
}
