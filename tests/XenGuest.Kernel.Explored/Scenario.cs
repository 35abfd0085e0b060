using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Explored;

/// <summary>Some threads that share a guest, and what must hold when they have come to rest.</summary>
internal abstract class Scenario : IDisposable
{
    private readonly List<Action> _threads = [];

    internal IReadOnlyList<Action> Threads => _threads;

    public virtual void Dispose()
    {
    }

    /// <summary>Throws if something is wrong at the end.</summary>
    internal virtual void Check()
    {
    }

    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    protected void AddThread(Action body) => _threads.Add(body);
}
