using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>Thread blocks on the host's heap, numbered from 0.</summary>
internal sealed unsafe class ThreadBlocks : IDisposable
{
    private readonly List<nint> _blocks = [];

    public ThreadBlocks(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ThreadBlock* block = (ThreadBlock*)NativeMemory.AllocZeroed((nuint)sizeof(ThreadBlock));
            block->Id = i;
            _blocks.Add((nint)block);
        }
    }

    public ThreadBlock* this[int index] => (ThreadBlock*)_blocks[index];

    public void Dispose()
    {
        foreach (nint block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }
    }
}
