using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>Who is called when a thread can run, which timer is set, and what a CPU does before it goes on.</summary>
[Collection(nameof(MachineState))]
public sealed unsafe class SeveralCpusTests : IDisposable
{
    private readonly CpuBlocks _cpus = new(3);
    private readonly ThreadBlocks _threads = new(6);

    public SeveralCpusTests()
    {
        Clock.Time = 1_000_000_000;
        Instructions.Invalidated.Clear();
    }

    public void Dispose()
    {
        _threads.Dispose();
        _cpus.Dispose();
    }

    [Fact]
    public void A_thread_that_can_run_calls_an_idle_CPU_once()
    {
        Runs(0, 0);
        BecomesIdle(1);
        BecomesIdle(2);
        RunQueue.PushBack(_threads[1]);

        Assert.Equal(0, Next(0, 0, Turn.Keep));
        Assert.Equal(0, Next(0, 0, Turn.Keep));

        Assert.Equal([(1u, (uint)Vector.Reschedule)], LocalApic.Sent);
        Assert.Equal(1, NextOfIdle(1));
        Assert.Equal(1, Next(1, 1, Turn.Keep));
        Assert.Equal([(1u, (uint)Vector.Reschedule)], LocalApic.Sent);
    }

    [Fact]
    public void Each_of_several_threads_calls_a_CPU_of_its_own()
    {
        Runs(0, 0);
        BecomesIdle(1);
        BecomesIdle(2);
        RunQueue.PushBack(_threads[1]);
        Next(0, 0, Turn.Keep);
        RunQueue.PushBack(_threads[2]);
        RunQueue.PushBack(_threads[3]);
        Next(0, 0, Turn.Keep);

        Assert.Equal([(1u, (uint)Vector.Reschedule), (2u, (uint)Vector.Reschedule)], LocalApic.Sent);
    }

    [Fact]
    public void The_CPU_that_a_thread_ran_on_last_is_called_first()
    {
        Runs(0, 0);
        BecomesIdle(1);
        BecomesIdle(2);
        _threads[1]->CpuIndex = 2;
        RunQueue.PushBack(_threads[1]);

        Next(0, 0, Turn.Keep);

        Assert.Equal([(2u, (uint)Vector.Reschedule)], LocalApic.Sent);
    }

    [Fact]
    public void Nobody_is_called_where_all_are_busy()
    {
        Runs(0, 0);
        Runs(1, 1);
        Runs(2, 2);
        RunQueue.PushBack(_threads[3]);

        Next(0, 0, Turn.Keep);

        Assert.Empty(LocalApic.Sent);
        Assert.Single(LocalApic.Armed);
    }

    [Fact]
    public void A_busy_CPU_is_called_for_a_thread_that_may_run_only_there_so_that_it_sets_a_slice()
    {
        Runs(0, 0);
        Runs(1, 1);
        BecomesIdle(2);
        Restrict(3, 0b010);
        RunQueue.PushBack(_threads[3]);

        Next(0, 0, Turn.Keep);
        Next(0, 0, Turn.Keep);
        Assert.Equal([(1u, (uint)Vector.Reschedule)], LocalApic.Sent);
        Assert.Empty(LocalApic.Armed);

        Assert.Equal(1, Next(1, 1, Turn.Keep));
        Assert.Single(LocalApic.Armed);
        Assert.Equal(3, Next(1, 1, Turn.GiveWay));
    }

    [Fact]
    public void A_thread_that_may_not_stay_where_it_runs_leaves_and_the_other_CPU_is_called()
    {
        Runs(0, 0);
        BecomesIdle(1);
        Runs(2, 2);
        Restrict(0, 0b010);

        Assert.Equal(-1, Next(0, 0, Turn.Keep));

        Assert.Equal([(1u, (uint)Vector.Reschedule)], LocalApic.Sent);
        Assert.Equal(0, NextOfIdle(1));
        Assert.Equal(1u, _threads[0]->CpuIndex);
        Assert.Equal(ThreadState.Running, _threads[0]->State);
    }

    [Fact]
    public void One_CPU_waits_for_a_deadline_and_another_for_an_earlier_one()
    {
        Runs(0, 0);
        Runs(1, 1);
        Sleep(3, Clock.Time + 5_000_000);
        Next(0, 0, Turn.Keep);
        Next(1, 1, Turn.Keep);
        Assert.Equal([5_000_000UL], LocalApic.Armed);

        Sleep(4, Clock.Time + 1_000_000);
        Next(1, 1, Turn.Keep);
        Assert.Equal([5_000_000UL, 1_000_000UL], LocalApic.Armed);

        Clock.Time += 1_000_000;
        Scheduler.TimerFired(_cpus[1]);
        Assert.Equal(4, Next(1, 1, Turn.GiveWay));
        Clock.Time += 4_000_000;
        Scheduler.TimerFired(_cpus[0]);
        Assert.Equal(ThreadState.Runnable, _threads[3]->State);
    }

    [Fact]
    public void A_deadline_is_waited_for_although_the_timer_fired_for_a_slice()
    {
        Runs(0, 0);
        Sleep(3, Clock.Time + 50_000_000);
        RunQueue.PushBack(_threads[1]);
        Next(0, 0, Turn.Keep);
        Clock.Time += 30_000_000;
        Scheduler.TimerFired(_cpus[0]);
        Next(0, 0, Turn.GiveWay);

        Assert.Equal([30_000_000UL, 20_000_000UL], LocalApic.Armed);
    }

    [Fact]
    public void All_CPUs_that_run_threads_do_what_is_asked_and_an_idle_one_before_it_runs_a_thread()
    {
        Runs(0, 0);
        Runs(1, 1);
        BecomesIdle(2);
        LocalApic.Interrupted = cpu =>
        {
            Assert.Equal(CpuRequest.FlushTranslations, _cpus[(int)cpu]->Request);
            CpuRequests.Serve(_cpus[(int)cpu]);
        };
        int before = Instructions.Flushes;

        CpuRequests.Demand(CpuRequest.FlushTranslations);

        Assert.Equal([(1u, (uint)Vector.Request)], LocalApic.Sent);
        Assert.Equal(1, Instructions.Flushes - before);
        RunQueue.PushBack(_threads[3]);
        Assert.Equal(3, NextOfIdle(2));
        Assert.Equal(2, Instructions.Flushes - before);
        Assert.Equal(3, Next(2, 3, Turn.Keep));
        Assert.Equal(2, Instructions.Flushes - before);
    }

    [Fact]
    public void Tables_that_are_given_back_are_forgotten_by_an_idle_CPU_at_once()
    {
        Runs(1, 1);
        BecomesIdle(2);
        LocalApic.Interrupted = cpu => CpuRequests.Serve(_cpus[(int)cpu]);
        int before = Instructions.Flushes;

        CpuRequests.Demand(CpuRequest.FlushTables);

        Assert.Equal([(1u, (uint)Vector.Request), (2u, (uint)Vector.Request)], LocalApic.Sent);
        Assert.Equal(2, Instructions.Flushes - before);
    }

    [Fact]
    public void A_barrier_flushes_nothing()
    {
        Runs(1, 1);
        BecomesIdle(2);
        LocalApic.Interrupted = cpu => CpuRequests.Serve(_cpus[(int)cpu]);
        int before = Instructions.Flushes;

        CpuRequests.Demand(CpuRequest.Barrier);

        Assert.Equal([(1u, (uint)Vector.Request)], LocalApic.Sent);
        Assert.Equal(before, Instructions.Flushes);
        Assert.Equal(0, _cpus[2]->MustFlush);
    }

    [Fact]
    public void Every_CPU_stands_still_until_it_may_go_on()
    {
        Runs(1, 1);
        BecomesIdle(2);
        LocalApic.Interrupted = cpu =>
        {
            Assert.Equal(CpuRequest.StandStill, _cpus[(int)cpu]->Request);
            _cpus[(int)cpu]->Request = CpuRequest.StandsStill;
        };

        CpuRequests.StandStill();
        Assert.Equal([(1u, (uint)Vector.Request), (2u, (uint)Vector.Request)], LocalApic.Sent);
        Assert.Equal(CpuRequest.StandsStill, _cpus[1]->Request);

        CpuRequests.GoOn(CpuRequest.None);
        Assert.Equal(CpuRequest.None, _cpus[1]->Request);
        Assert.Equal(CpuRequest.None, _cpus[2]->Request);
    }

    [Fact]
    public void A_CPU_that_does_not_answer_is_waited_for()
    {
        Runs(1, 1);
        BecomesIdle(2);

        Assert.Throws<InvalidOperationException>(static () => CpuRequests.Demand(CpuRequest.Barrier));
    }

    private void Runs(int cpu, int thread)
    {
        RunQueue.PushBack(_threads[thread]);
        Assert.Equal(thread, NextOfIdle(cpu));
    }

    private void BecomesIdle(int cpu) => Assert.Equal(-1 - cpu, NextOfIdle(cpu));

    private void Sleep(int thread, ulong until)
    {
        Scheduler.Block(_threads[thread]);
        TimerQueue.Add(_threads[thread], until);
    }

    private void Restrict(int thread, ulong cpus)
    {
        ulong* words = stackalloc ulong[Affinity.Words] { cpus, 0 };
        _threads[thread]->State = _threads[thread]->State == ThreadState.Running ? ThreadState.Running : ThreadState.Blocked;
        Assert.True(Affinity.TryRestrict(_threads[thread], words));
    }

    private int NextOfIdle(int cpu) => Scheduler.Next(_cpus[cpu], _cpus[cpu]->Idle, Turn.Keep)->Id;

    private int Next(int cpu, int current, Turn turn) => Scheduler.Next(_cpus[cpu], _threads[current], turn)->Id;
}
