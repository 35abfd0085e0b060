using System;
using System.Collections.Generic;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>Threads that run one schedule after the other, so that a schedule costs no new threads.</summary>
/// <remarks>A thread begins its work with its first turn: it is not woken before.</remarks>
internal sealed class ThreadCrew : IDisposable
{
    private readonly List<Thread> _threads = [];
    private readonly List<Turn> _turns = [];
    private readonly List<Action?> _work = [];
    private readonly Turn _end = new();
    private readonly int? _processor = ProcessorPool.Take();

    public void Dispose()
    {
        for (int i = 0; i < _threads.Count; i++)
        {
            _work[i] = null;
            _turns[i].Give();
            _threads[i].Join();
            _turns[i].Dispose();
        }

        _end.Dispose();
        ProcessorPool.GiveBack(_processor);
    }

    internal Turn TurnOf(int thread)
    {
        while (_turns.Count <= thread)
        {
            Add(_turns.Count);
        }

        return _turns[thread];
    }

    /// <summary>Does the work that leads the threads on the processor of the crew too.</summary>
    internal T Lead<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        Thread leader = new(() =>
        {
            ProcessorPool.MoveTo(_processor);
            try
            {
                result = work();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception;
            }
        });
        leader.Start();
        leader.Join();
        return failure == null ? result! : throw new InvalidOperationException("The exploration itself failed.", failure);
    }

    /// <summary>Says what a thread does when it next gets a turn.</summary>
    internal void Assign(int thread, Action work) => _work[thread] = work;

    /// <summary>Called by the last thread that has done its work.</summary>
    internal void End() => _end.Give();

    internal void WaitForEnd() => _end.Take();

    private void Add(int number)
    {
        _turns.Add(new Turn());
        _work.Add(null);
        Thread thread = new(() => Serve(number)) { IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private void Serve(int number)
    {
        ProcessorPool.MoveTo(_processor);
        Turn turn = _turns[number];
        turn.Take();
        while (_work[number] is { } work)
        {
            work();
            turn.Take();
        }
    }
}
