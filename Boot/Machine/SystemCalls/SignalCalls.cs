using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Handlers, masks and the sending of signals.</summary>
internal static unsafe class SignalCalls
{
    private const ulong Block = 0;
    private const ulong Unblock = 1;
    private const ulong SetMask = 2;
    private const uint StackDisabled = 2;

    internal static long Action(in Arguments a)
    {
        if (a.First is 0 or > Signals.Count)
        {
            return -Errno.Invalid;
        }

        ulong size = (ulong)sizeof(SignalAction);
        if ((a.Third != 0 && !UserMemory.CanWrite(a.Third, size)) || (a.Second != 0 && !UserMemory.CanRead(a.Second, size)))
        {
            return -Errno.Fault;
        }

        SignalAction* action = Signals.Action((int)a.First);
        SignalAction old = *action;
        if (a.Second != 0 && !PageTables.IsCanonical(((SignalAction*)a.Second)->Handler))
        {
            return -Errno.Fault;
        }

        if (a.Second != 0)
        {
            *action = *(SignalAction*)a.Second;
        }

        if (a.Third != 0)
        {
            *(SignalAction*)a.Third = old;
        }

        return 0;
    }

    internal static long Mask(ThreadBlock* thread, in Arguments a)
    {
        if ((a.Third != 0 && !UserMemory.CanWrite(a.Third, sizeof(ulong))) || (a.Second != 0 && !UserMemory.CanRead(a.Second, sizeof(ulong))))
        {
            return -Errno.Fault;
        }

        ulong old = thread->SignalMask;
        if (a.Second != 0)
        {
            ulong mask = *(ulong*)a.Second;
            switch (a.First)
            {
                case Block:
                    thread->SignalMask |= mask;
                    break;
                case Unblock:
                    thread->SignalMask &= ~mask;
                    break;
                case SetMask:
                    thread->SignalMask = mask;
                    break;
                default:
                    return -Errno.Invalid;
            }
        }

        if (a.Third != 0)
        {
            *(ulong*)a.Third = old;
        }

        return 0;
    }

    /// <summary>sigaltstack: struct { void* sp; int flags; size_t size; }.</summary>
    internal static long AlternateStack(ThreadBlock* thread, ulong set, ulong old)
    {
        if ((old != 0 && !UserMemory.CanWrite(old, 24)) || (set != 0 && !UserMemory.CanRead(set, 24)))
        {
            return -Errno.Fault;
        }

        ulong stack = thread->AlternateStack;
        ulong size = thread->AlternateStackSize;
        if (set != 0)
        {
            bool disabled = (((uint*)set)[2] & StackDisabled) != 0;
            thread->AlternateStack = disabled ? 0 : ((ulong*)set)[0];
            thread->AlternateStackSize = disabled ? 0 : ((ulong*)set)[2];
        }

        if (old != 0)
        {
            ((ulong*)old)[0] = stack;
            ((ulong*)old)[1] = size == 0 ? StackDisabled : 0;
            ((ulong*)old)[2] = size;
        }

        return 0;
    }

    internal static long Kill(int threadId, int signal)
    {
        if (signal is < 0 or > Signals.Count)
        {
            return -Errno.Invalid;
        }

        ThreadBlock* target = ThreadTable.Find(threadId);
        if (target == null)
        {
            return -Errno.NoThread;
        }

        if (signal != 0)
        {
            Signals.Send(target, signal);
        }

        return 0;
    }

    /// <summary>rt_sigreturn. A frame that cannot be read is the end: there is nowhere to go.</summary>
    internal static void Return(ThreadBlock* thread)
    {
        if (!SignalFrame.TryReturn(thread))
        {
            Stop.With("a signal handler returned to a frame that cannot be read"u8);
        }
    }
}
