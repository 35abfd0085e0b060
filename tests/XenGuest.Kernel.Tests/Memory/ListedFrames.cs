using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Tests.Memory;

/// <summary>A host's frames: each is in the pool or not, and none comes back that was not taken.</summary>
internal sealed unsafe class ListedFrames : FramePool
{
    private readonly Queue<nuint> _free = new();
    private readonly HashSet<nuint> _taken = [];

    internal ListedFrames(uint first, uint count)
    {
        for (uint frame = first; frame < first + count; frame++)
        {
            _free.Enqueue(frame);
        }
    }

    public override ulong Available => (ulong)_free.Count;

    internal IReadOnlySet<nuint> Taken => _taken;

    public override uint Take(nuint* frames, uint count, ulong keep)
    {
        uint taken = 0;
        while (taken < count && (ulong)_free.Count > keep)
        {
            frames[taken] = _free.Dequeue();
            _taken.Add(frames[taken++]);
        }

        return taken;
    }

    public override void Give(nuint* frames, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            if (!_taken.Remove(frames[i]))
            {
                throw new InvalidOperationException($"frame {frames[i]} was given and never taken");
            }

            _free.Enqueue(frames[i]);
        }
    }
}
