using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Explored;

/// <summary>Some threads that share a guest, and what must hold when they have come to rest.</summary>
internal abstract class Scenario : IDisposable
{
    private readonly List<ThreadBody> _threads = [];

    internal IReadOnlyList<ThreadBody> Threads => _threads;

    /// <summary>
    /// What the threads share beside words that they access through <see cref="Atomic"/>, folded; null if that cannot be
    /// told. Where it can, a state that was seen before is not gone into again.
    /// </summary>
    internal virtual ulong? State => null;

    /// <summary>What Xen's lock protects, folded.</summary>
    internal virtual ulong XenState => 0;

    public virtual void Dispose()
    {
    }

    /// <summary>Throws if something is wrong at the end.</summary>
    internal virtual void Check()
    {
    }

    /// <summary>Makes the words known that the threads share.</summary>
    internal virtual void Describe(Places places)
    {
    }

    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    protected void AddThread(string name, Action body) => _threads.Add(new ThreadBody(name, null, body, []));

    /// <summary>Adds a thread that starts when a condition holds.</summary>
    protected void AddThread(string name, Func<bool> starts, Action body) =>
        _threads.Add(new ThreadBody(name, starts, body, []));

    /// <summary>Adds an interrupt, which takes some steps each time that a condition holds.</summary>
    protected void AddInterrupt(string name, Func<bool> isRaised, params Action[] steps) =>
        _threads.Add(new ThreadBody(name, isRaised, null, steps));

    /// <summary>Adds a thread that does one thing after the other, and remembers nothing in between.</summary>
    protected void AddThread(string name, params Action[] parts)
    {
        AddThread(name, () =>
        {
            for (int part = 0; part < parts.Length; part++)
            {
                Schedule.StartAgain(part);
                parts[part]();
            }
        });
    }
}
