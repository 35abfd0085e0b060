using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>All threads of the program.</summary>
internal static unsafe class ThreadTable
{
    /// <summary>getpid() and the first thread's id.</summary>
    internal const int ProcessId = 1000;

    /// <summary>As high as Linux counts; musl's locks have room for 30 bits of an id.</summary>
    internal const int MaximumId = 0x40_0000;

    private const ulong InterruptsEnabled = 0x202;
    private const ushort DefaultX87Control = 0x37F;
    private const uint DefaultSseControl = 0x1F80;

    private static ThreadBlock* s_first;
    private static int s_lastId;

    internal static int Count { get; private set; }

    /// <summary>A new thread with fresh registers, not yet on the run queue; null when memory is used up.</summary>
    internal static ThreadBlock* Create()
    {
        ThreadBlock* thread = CreateHidden();
        if (thread != null)
        {
            thread->Id = NextId();
            thread->NextOfAll = s_first;
            if (s_first != null)
            {
                s_first->PreviousOfAll = thread;
            }

            s_first = thread;
            Count++;
        }

        return thread;
    }

    /// <summary>The idle thread of a CPU: it is no thread of the program and is never queued.</summary>
    internal static ThreadBlock* CreateIdle(ulong stack)
    {
        ThreadBlock* thread = CreateHidden();
        if (thread == null)
        {
            Stop.With("out of memory: no frame left for the idle thread"u8);
        }

        thread->Registers.Rip = ImageSymbols.Idle;
        thread->Registers.Rsp = stack;
        return thread;
    }

    internal static void Free(ThreadBlock* thread)
    {
        if (thread->PreviousOfAll == null)
        {
            s_first = thread->NextOfAll;
        }
        else
        {
            thread->PreviousOfAll->NextOfAll = thread->NextOfAll;
        }

        if (thread->NextOfAll != null)
        {
            thread->NextOfAll->PreviousOfAll = thread->PreviousOfAll;
        }

        Count--;
        FrameAllocator.Free(PhysicalMemory.PhysicalOf(thread));
    }

    /// <summary>The thread with an id; null when there is none.</summary>
    internal static ThreadBlock* Find(int id)
    {
        ThreadBlock* thread = s_first;
        while (thread != null && thread->Id != id)
        {
            thread = thread->NextOfAll;
        }

        return thread;
    }

    /// <summary>The ids go round, past those that are in use; the first is the process's own.</summary>
    private static int NextId()
    {
        do
        {
            s_lastId = s_lastId == 0 ? ProcessId : s_lastId == MaximumId ? ProcessId + 1 : s_lastId + 1;
        }
        while (Find(s_lastId) != null);

        return s_lastId;
    }

    private static ThreadBlock* CreateHidden()
    {
        if (!FrameAllocator.TryAllocate(out ulong frame))
        {
            return null;
        }

        ThreadBlock* thread = (ThreadBlock*)PhysicalMemory.Direct(frame);
        thread->Registers.CodeSelector = Selector.Code;
        thread->Registers.StackSelector = Selector.Data;
        thread->Registers.Flags = InterruptsEnabled;
        *(ushort*)thread->FloatingPoint = DefaultX87Control;
        *(uint*)(thread->FloatingPoint + 24) = DefaultSseControl;
        return thread;
    }
}
