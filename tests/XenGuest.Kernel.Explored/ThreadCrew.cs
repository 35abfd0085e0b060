using System;
using System.Collections.Generic;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>Threads that run one schedule after the other, so that a schedule costs no new threads.</summary>
internal sealed class ThreadCrew : IDisposable
{
    private readonly List<SemaphoreSlim> _turns = [];
    private readonly List<SemaphoreSlim> _starts = [];
    private readonly List<Action?> _work = [];
    private readonly SemaphoreSlim _done = new(0);

    public void Dispose()
    {
        for (int i = 0; i < _starts.Count; i++)
        {
            Start(i, null);
        }

        WaitForAll(_starts.Count);
    }

    internal SemaphoreSlim SignalOf(int thread)
    {
        while (_turns.Count <= thread)
        {
            Add(_turns.Count);
        }

        return _turns[thread];
    }

    internal void Start(int thread, Action? work)
    {
        _work[thread] = work;
        _starts[thread].Release();
    }

    internal void WaitForAll(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _done.Wait();
        }
    }

    private void Add(int number)
    {
        _turns.Add(new SemaphoreSlim(0));
        _starts.Add(new SemaphoreSlim(0));
        _work.Add(null);
        new Thread(() => Serve(number)) { IsBackground = true }.Start();
    }

    private void Serve(int number)
    {
        Action? work;
        do
        {
            _starts[number].Wait();
            work = _work[number];
            work?.Invoke();
            _done.Release();
        }
        while (work != null);
    }
}
