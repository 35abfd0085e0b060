using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>Who runs next, and what the timer is set to.</summary>
[Collection(nameof(MachineState))]
public sealed unsafe class SchedulerTests : IDisposable
{
    private const ulong Long = 30_000_000;
    private const ulong Short = 5_000_000;

    private const int Idle = -1;

    private readonly CpuBlocks _cpus = new(1);
    private readonly ThreadBlocks _threads = new(5);

    public SchedulerTests()
    {
        Clock.Time = 1_000_000_000;
        _threads[0]->State = ThreadState.Running;
    }

    public void Dispose()
    {
        _threads.Dispose();
        _cpus.Dispose();
    }

    [Fact]
    public void Alone_a_thread_runs_without_a_timer()
    {
        Assert.Equal(0, Next(0, Turn.Keep));
        Assert.Equal(0, Next(0, Turn.Yield));
        Assert.Equal(0, Next(0, Turn.GiveWay));
        Assert.Empty(LocalApic.Armed);
    }

    [Fact]
    public void Without_a_thread_the_idle_one_runs_and_no_timer()
    {
        Scheduler.Block(_threads[0]);

        Assert.Equal(Idle, Next(0, Turn.Keep));
        Assert.Empty(LocalApic.Armed);
    }

    [Fact]
    public void Threads_that_compute_take_turns_of_a_long_slice()
    {
        RunQueue.PushBack(_threads[1]);
        RunQueue.PushBack(_threads[2]);

        Assert.Equal(0, Next(0, Turn.Keep));
        Assert.Equal(1, SliceIsOver(0));
        Assert.Equal(2, SliceIsOver(1));
        Assert.Equal(0, SliceIsOver(2));
        Assert.Equal([Long, Long, Long, Long], LocalApic.Armed);
    }

    [Fact]
    public void A_thread_that_wakes_up_cuts_a_long_slice_short_once()
    {
        RunQueue.PushBack(_threads[1]);
        Next(0, Turn.Keep);
        Scheduler.Block(_threads[2]);
        Scheduler.Wake(_threads[2], 7);

        Next(0, Turn.Keep);
        Next(0, Turn.Keep);

        Assert.Equal([Long, Short], LocalApic.Armed);
        Assert.Equal(7UL, _threads[2]->Registers.Rax);
        Assert.Equal(1, SliceIsOver(0));
        Assert.Equal(2, SliceIsOver(1));
        Assert.Equal([Long, Short, Short, Long], LocalApic.Armed);
    }

    [Fact]
    public void A_thread_that_yields_waits_behind_all_others_for_short_slices()
    {
        RunQueue.PushBack(_threads[1]);
        RunQueue.PushBack(_threads[2]);

        Assert.Equal(1, Next(0, Turn.Yield));
        Assert.Equal(2, SliceIsOver(1));
        Assert.Equal(0, SliceIsOver(2));
        Assert.Equal([Short, Short, Long], LocalApic.Armed);
    }

    [Fact]
    public void A_boosted_thread_runs_at_once_and_the_interrupted_one_next()
    {
        RunQueue.PushBack(_threads[1]);
        Next(0, Turn.Keep);
        Scheduler.Block(_threads[2]);
        Scheduler.WakeBoosted(_threads[2], 0);

        Assert.Equal(2, Next(0, Turn.GiveWayToBoosted));
        Scheduler.Block(_threads[2]);
        Assert.Equal(0, Next(2, Turn.Keep));
        Assert.Equal([Long], LocalApic.Armed);
    }

    [Fact]
    public void The_end_of_the_slice_takes_a_boosted_thread_too()
    {
        RunQueue.PushBack(_threads[1]);
        Next(0, Turn.Keep);
        Scheduler.Block(_threads[2]);
        Scheduler.WakeBoosted(_threads[2], 0);
        Next(0, Turn.GiveWayToBoosted);

        Assert.Equal(0, SliceIsOver(2));
        Assert.Equal([1, 2], WokenThreads.Take());
    }

    [Fact]
    public void The_timer_is_set_for_the_first_deadline_and_wakes_who_waits_for_it()
    {
        Sleep(1, Clock.Time + 2_000_000);
        Sleep(2, Clock.Time + 1_000_000);
        Next(0, Turn.Keep);
        Next(0, Turn.Keep);
        Assert.Equal([1_000_000UL], LocalApic.Armed);

        Clock.Time += 1_000_000;
        Assert.Equal(2, SliceIsOver(0));

        Assert.Equal([1_000_000UL, 1_000_000UL], LocalApic.Armed);
        Assert.Equal(0UL, _threads[2]->Registers.Rax);
    }

    [Fact]
    public void A_deadline_within_the_slice_comes_first_and_one_that_is_over_at_once()
    {
        RunQueue.PushBack(_threads[3]);
        Sleep(1, Clock.Time + Long + 1);
        Next(0, Turn.Keep);
        Sleep(2, Clock.Time - 1);
        Next(0, Turn.Keep);

        Assert.Equal([Long, 0UL], LocalApic.Armed);
    }

    private void Sleep(int thread, ulong until)
    {
        Scheduler.Block(_threads[thread]);
        TimerQueue.Add(_threads[thread], until);
    }

    private int Next(int current, Turn turn) => Scheduler.Next(_cpus[0], _threads[current], turn)->Id;

    private int SliceIsOver(int current)
    {
        Scheduler.TimerFired(_cpus[0]);
        return Next(current, Turn.GiveWay);
    }
}
