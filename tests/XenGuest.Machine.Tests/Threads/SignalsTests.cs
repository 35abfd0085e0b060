using System;
using System.Collections.Generic;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>A signal ends a wait whenever it comes: before the thread sleeps, while it does, or on its way there on another CPU.</summary>
[Collection(nameof(MachineState))]
public sealed unsafe class SignalsTests : IDisposable
{
    private const int Signal = 10;
    private const ulong Restart = SignalAction.Restart;
    private const ulong Word = 0x1000_0000_0000;
    private const ulong Call = 202;
    private const ulong Place = 0x40_0000;

    private readonly CpuBlocks _cpus = new(2);
    private readonly ThreadBlocks _threads = new(1);

    public SignalsTests()
    {
        MachineState.Reset(typeof(Signals));
        SignalFrame.Pushed.Clear();
        Signals.Action(Signal)->Handler = 0x1234;

        // The thread is in a system call on CPU 1, and waits for the lock that CPU 0 has.
        _threads[0]->State = ThreadState.Running;
        _threads[0]->CpuIndex = 1;
        _threads[0]->RestartableCall = Call;
        _threads[0]->Registers.Rip = Place;
    }

    public void Dispose()
    {
        _threads.Dispose();
        _cpus.Dispose();
    }

    [Theory]
    [InlineData(0ul, unchecked((ulong)-Errno.Interrupted), Place)]
    [InlineData(Restart, Call, Place - 2)]
    public void A_signal_that_comes_on_the_way_to_sleep_ends_the_wait(ulong flags, ulong result, ulong place)
    {
        Signals.Action(Signal)->Flags = flags;
        Signals.Send(_threads[0], Signal);
        Assert.Equal([(1u, (uint)Vector.Reschedule)], LocalApic.Sent);

        WaitForWord();
        Signals.EndWait(_threads[0]);
        AssertWoken(result, place);
    }

    [Fact]
    public void A_signal_that_comes_later_does_the_same()
    {
        WaitForWord();
        Signals.EndWait(_threads[0]);
        Assert.Equal(ThreadState.Blocked, _threads[0]->State);

        Signals.Send(_threads[0], Signal);
        AssertWoken(unchecked((ulong)-Errno.Interrupted), Place);
    }

    [Fact]
    public void A_masked_signal_lets_the_thread_sleep()
    {
        _threads[0]->SignalMask = ulong.MaxValue;
        Signals.Send(_threads[0], Signal);
        WaitForWord();
        Signals.EndWait(_threads[0]);
        Assert.Equal(ThreadState.Blocked, _threads[0]->State);
    }

    [Fact]
    public void A_thread_that_was_to_wait_for_upcalls_is_forgotten_there()
    {
        Signals.Send(_threads[0], Signal);
        Assert.Equal(0, Upcall.Wait(_cpus[1], _threads[0], seen: 0));
        Signals.EndWait(_threads[0]);

        Assert.Equal(ThreadState.Runnable, _threads[0]->State);
        Assert.True(_cpus[1]->EventThread == null);
    }

    private void WaitForWord()
    {
        FutexTable.Add(_threads[0], Word, FutexTable.AllBits);
        Scheduler.Block(_threads[0]);
    }

    private void AssertWoken(ulong result, ulong place)
    {
        Assert.Equal(new List<int> { 0 }, WokenThreads.Take());
        Assert.Equal(0, FutexTable.Wake(Word, 1, FutexTable.AllBits));
        Assert.Equal(result, _threads[0]->Registers.Rax);
        Assert.Equal(place, _threads[0]->Registers.Rip);
        Signals.Deliver(_threads[0]);
        Assert.Equal([(0, Signal)], SignalFrame.Pushed);
    }
}
