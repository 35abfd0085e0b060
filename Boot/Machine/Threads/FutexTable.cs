using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Threads that wait for a word of memory, in buckets by its address, first come first served.</summary>
internal static unsafe class FutexTable
{
    internal const uint AllBits = uint.MaxValue;

    private const int BucketCount = 256;

    private static Buckets s_buckets;

    internal static void Add(ThreadBlock* thread, ulong address, uint bits)
    {
        thread->FutexAddress = address;
        thread->FutexBits = bits;
        thread->Next = null;
        ThreadBlock* last = null;
        for (ThreadBlock* waiter = First(address); waiter != null; waiter = waiter->Next)
        {
            last = waiter;
        }

        thread->Previous = last;
        if (last == null)
        {
            SetFirst(address, thread);
        }
        else
        {
            last->Next = thread;
        }
    }

    /// <summary>Takes a thread out, if it is in.</summary>
    internal static void Remove(ThreadBlock* thread)
    {
        if (thread->FutexAddress == 0)
        {
            return;
        }

        if (thread->Previous == null)
        {
            SetFirst(thread->FutexAddress, thread->Next);
        }
        else
        {
            thread->Previous->Next = thread->Next;
        }

        if (thread->Next != null)
        {
            thread->Next->Previous = thread->Previous;
        }

        thread->FutexAddress = 0;
        thread->Next = null;
        thread->Previous = null;
    }

    /// <summary>Wakes all threads that wait for any of the bits; their system calls begin anew.</summary>
    internal static void WakeToRestart(ulong address, uint bits)
    {
        ThreadBlock* waiter = First(address);
        while (waiter != null)
        {
            ThreadBlock* next = waiter->Next;
            if (waiter->FutexAddress == address && (waiter->FutexBits & bits) != 0)
            {
                Scheduler.WakeToRestart(waiter);
            }

            waiter = next;
        }
    }

    /// <summary>Wakes up to <paramref name="limit"/> threads that wait for any of the bits; the number woken.</summary>
    internal static int Wake(ulong address, int limit, uint bits)
    {
        int woken = 0;
        ThreadBlock* waiter = First(address);
        while (waiter != null && woken < limit)
        {
            ThreadBlock* next = waiter->Next;
            if (waiter->FutexAddress == address && (waiter->FutexBits & bits) != 0)
            {
                Scheduler.Wake(waiter, 0);
                woken++;
            }

            waiter = next;
        }

        return woken;
    }

    /// <summary>Lets up to <paramref name="limit"/> threads wait for another word instead; the number moved.</summary>
    internal static int Requeue(ulong from, ulong to, int limit)
    {
        int moved = 0;
        ThreadBlock* waiter = First(from);
        while (waiter != null && moved < limit)
        {
            ThreadBlock* next = waiter->Next;
            if (waiter->FutexAddress == from)
            {
                moved++;

                // Onto itself nobody moves: each would come up again behind the last, for ever.
                if (from != to)
                {
                    uint bits = waiter->FutexBits;
                    Remove(waiter);
                    Add(waiter, to, bits);
                }
            }

            waiter = next;
        }

        return moved;
    }

    private static int Index(ulong address) => (int)(((address >> 2) ^ (address >> 12)) & (BucketCount - 1));

    private static ThreadBlock* First(ulong address)
    {
        fixed (ulong* buckets = s_buckets.Words)
        {
            return (ThreadBlock*)buckets[Index(address)];
        }
    }

    private static void SetFirst(ulong address, ThreadBlock* thread)
    {
        fixed (ulong* buckets = s_buckets.Words)
        {
            buckets[Index(address)] = (ulong)thread;
        }
    }

    private struct Buckets
    {
        internal fixed ulong Words[BucketCount];
    }
}
