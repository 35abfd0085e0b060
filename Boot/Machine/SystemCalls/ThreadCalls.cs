using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Threads: beginning, ending, and what they ask about their CPU.</summary>
internal static unsafe class ThreadCalls
{
    private const ulong CloneThread = 0x1_0000;
    private const ulong CloneSetThreadPointer = 0x8_0000;
    private const ulong CloneParentSetId = 0x10_0000;
    private const ulong CloneChildClearId = 0x20_0000;
    private const ulong CloneChildSetId = 0x100_0000;
    private const ulong SetThreadPointer = 0x1002;

    private const ulong MembarrierQuery = 0;
    private const ulong MembarrierPrivateExpedited = 1 << 3;
    private const ulong MembarrierRegisterPrivateExpedited = 1 << 4;

    /// <summary>A thread like the caller, but with its own stack and thread pointer; there are no processes.</summary>
    internal static long Clone(ThreadBlock* parent, in Arguments a)
    {
        ulong flags = a.First;
        if ((flags & CloneThread) == 0)
        {
            return -Errno.NoSystemCall;
        }

        if ((flags & CloneSetThreadPointer) != 0 && !PageTables.IsCanonical(a.Fifth))
        {
            return -Errno.NotPermitted;
        }

        bool writesParent = (flags & CloneParentSetId) != 0;
        bool writesChild = (flags & CloneChildSetId) != 0;
        if ((writesParent && !UserMemory.CanWrite(a.Third, sizeof(int))) || (writesChild && !UserMemory.CanWrite(a.Fourth, sizeof(int))))
        {
            return -Errno.Fault;
        }

        ThreadBlock* child = ThreadTable.Create();
        if (child == null)
        {
            return -Errno.Again;
        }

        child->Registers = parent->Registers;
        child->Registers.Rax = 0;
        child->Registers.Rsp = a.Second;
        RawMemory.Move(child->FloatingPoint, parent->FloatingPoint, 512);
        child->ThreadPointer = (flags & CloneSetThreadPointer) != 0 ? a.Fifth : parent->ThreadPointer;
        child->SignalMask = parent->SignalMask;
        child->ClearOnExit = (flags & CloneChildClearId) != 0 ? a.Fourth : 0;
        if (writesParent)
        {
            *(int*)a.Third = child->Id;
        }

        if (writesChild)
        {
            *(int*)a.Fourth = child->Id;
        }

        // Unlike on Linux a thread may run anywhere, wherever its maker may: the runtime makes the workers of its pool from any thread, one
        // that stays on a vCPU included.
        RunQueue.PushBack(child);
        return child->Id;
    }

    /// <summary>Ends the thread; whoever joins it waits on the word that is cleared here.</summary>
    internal static void Exit(ThreadBlock* thread)
    {
        if (thread->ClearOnExit != 0 && UserMemory.CanWrite(thread->ClearOnExit, sizeof(int)))
        {
            *(int*)thread->ClearOnExit = 0;
            _ = FutexTable.Wake(thread->ClearOnExit, int.MaxValue, FutexTable.AllBits);
        }

        thread->State = ThreadState.Ended;
        if (ThreadTable.Count == 1)
        {
            ExitGroup((uint)thread->Registers.Rdi);
        }
    }

    /// <summary>The program is over. Its verdict is its own affair; without one the console says how it ended.</summary>
    internal static void ExitGroup(uint code)
    {
        TextLine line = default;
        line.Add("machine: the program returned "u8);
        line.AddDecimal(code & 0xFF);
        line.Write();
        Power.Off(code & 0xFF);
    }

    internal static long ArchPrctl(ThreadBlock* thread, ulong operation, ulong value)
    {
        if (operation != SetThreadPointer)
        {
            return -Errno.Invalid;
        }

        if (!PageTables.IsCanonical(value))
        {
            return -Errno.NotPermitted;
        }

        thread->ThreadPointer = value;
        return 0;
    }

    /// <summary>sched_getaffinity: as many words as there are CPUs for.</summary>
    internal static long GetAffinity(ThreadBlock* caller, int threadId, ulong size, ulong destination)
    {
        ulong words = (CpuTable.Count + 63) / 64;
        if (size < words * sizeof(ulong) || (size & 7) != 0)
        {
            return -Errno.Invalid;
        }

        ThreadBlock* thread = threadId == 0 ? caller : ThreadTable.Find(threadId);
        if (thread == null)
        {
            return -Errno.NoThread;
        }

        if (!UserMemory.CanWrite(destination, words * sizeof(ulong)))
        {
            return -Errno.Fault;
        }

        for (uint word = 0; word < words; word++)
        {
            ((ulong*)destination)[word] = Affinity.Get(thread, word);
        }

        return (long)(words * sizeof(ulong));
    }

    /// <summary>sched_setaffinity. A thread that may not stay where it runs has left there when this returns, or soon after.</summary>
    internal static long SetAffinity(ThreadBlock* caller, int threadId, ulong size, ulong source)
    {
        ThreadBlock* thread = threadId == 0 ? caller : ThreadTable.Find(threadId);
        if (thread == null)
        {
            return -Errno.NoThread;
        }

        ulong* cpus = stackalloc ulong[Affinity.Words];
        ulong given = size < Affinity.Words * sizeof(ulong) ? size : Affinity.Words * sizeof(ulong);
        if (!UserMemory.CanRead(source, given))
        {
            return -Errno.Fault;
        }

        RawMemory.Fill((byte*)cpus, 0, Affinity.Words * sizeof(ulong));
        RawMemory.Move((byte*)cpus, (byte*)source, (nuint)given);
        if (!Affinity.TryRestrict(thread, cpus))
        {
            return -Errno.Invalid;
        }

        if (thread != caller && thread->State == ThreadState.Running)
        {
            OtherCpus.Call(CpuTable.Get(thread->CpuIndex));
        }

        return 0;
    }

    internal static long GetCpu(CpuBlock* cpu, ulong cpuDestination, ulong nodeDestination)
    {
        if ((cpuDestination != 0 && !UserMemory.CanWrite(cpuDestination, sizeof(uint)))
            || (nodeDestination != 0 && !UserMemory.CanWrite(nodeDestination, sizeof(uint))))
        {
            return -Errno.Fault;
        }

        if (cpuDestination != 0)
        {
            *(uint*)cpuDestination = cpu->Index;
        }

        if (nodeDestination != 0)
        {
            *(uint*)nodeDestination = 0;
        }

        return 0;
    }

    /// <summary>A barrier on every CPU that runs a thread. All other threads have been through the kernel since they last ran.</summary>
    internal static long Membarrier(ulong command)
    {
        switch (command)
        {
            case MembarrierQuery:
                return (long)(MembarrierPrivateExpedited | MembarrierRegisterPrivateExpedited);
            case MembarrierRegisterPrivateExpedited:
                return 0;
            case MembarrierPrivateExpedited:
                CpuRequests.Demand(CpuRequest.Barrier);
                return 0;
            default:
                return -Errno.Invalid;
        }
    }
}
