using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.SystemCalls;

/// <summary>futex(2): wait for a word and wake who waits.</summary>
internal static unsafe class FutexCalls
{
    private const ulong OperationMask = 0x7F;
    private const ulong RealtimeFlag = 0x100;

    private const ulong Wait = 0;
    private const ulong Wake = 1;
    private const ulong Requeue = 3;
    private const ulong CompareRequeue = 4;
    private const ulong WaitBits = 9;
    private const ulong WakeBits = 10;

    internal static long Futex(ThreadBlock* thread, in Arguments a)
    {
        ulong address = a.First;
        uint value = (uint)a.Third;
        uint bits = (uint)a.Sixth;
        if ((address & 3) != 0)
        {
            return -Errno.Invalid;
        }

        switch (a.Second & OperationMask)
        {
            case Wait:
                return WaitFor(thread, address, value, FutexTable.AllBits, a.Fourth, TimeBase.Relative);
            case WaitBits when bits == 0:
            case WakeBits when bits == 0:
                return -Errno.Invalid;
            case WaitBits:
                return WaitFor(thread, address, value, bits, a.Fourth, (a.Second & RealtimeFlag) != 0 ? TimeBase.WallClock : TimeBase.Monotonic);
            case Wake:
                return FutexTable.Wake(address, Limit(a.Third), FutexTable.AllBits);
            case WakeBits:
                return FutexTable.Wake(address, Limit(a.Third), bits);
            case CompareRequeue when !UserMemory.CanRead(address, sizeof(uint)):
                return -Errno.Fault;
            case CompareRequeue when *(uint*)address != bits:
                return -Errno.Again;
            case Requeue or CompareRequeue when (a.Fifth & 3) != 0:
                return -Errno.Invalid;
            case Requeue or CompareRequeue when !UserMemory.CanRead(a.Fifth, sizeof(uint)):
                return -Errno.Fault;
            case Requeue or CompareRequeue:
                int woken = FutexTable.Wake(address, Limit(a.Third), FutexTable.AllBits);
                int moved = FutexTable.Requeue(address, a.Fifth, Limit(a.Fourth));
                return woken + moved;
            default:
                return -Errno.NoSystemCall;
        }
    }

    private static long WaitFor(ThreadBlock* thread, ulong address, uint value, uint bits, ulong timeout, TimeBase timeBase)
    {
        if (!UserMemory.CanRead(address, sizeof(uint)))
        {
            return -Errno.Fault;
        }

        // Whoever changes the word wakes afterwards, by a system call: under the kernel lock nothing falls between.
        if (*(uint*)address != value)
        {
            return -Errno.Again;
        }

        if (timeout != 0)
        {
            long result = TimeCalls.ReadDeadline(timeout, timeBase, out ulong deadline);
            if (result != 0)
            {
                return result;
            }

            thread->RemainingTime = 0;
            TimerQueue.Add(thread, deadline);
        }

        FutexTable.Add(thread, address, bits);
        Scheduler.Block(thread);
        return 0;
    }

    private static int Limit(ulong count) => (int)count < 0 ? int.MaxValue : (int)count;
}
