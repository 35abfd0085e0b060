using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>File descriptors: the console, random bytes, and silent ones: pipes in which nobody ever writes, and the like.</summary>
internal static unsafe class FileCalls
{
    private const int Capacity = 64;
    private const ulong StandardCount = 3;
    private const ulong DuplicateCommand = 0;
    private const ulong DuplicateCloseOnExecCommand = 1030;
    private const ulong MaximumPieces = 1024;
    private const ulong MaximumWrite = 4 * 1024;

    private static Descriptors s_descriptors;

    private enum Kind : byte
    {
        Closed,
        Console,
        Random,
        Silent,
    }

    /// <summary>The system time, in nanoseconds, at which the program's first output was handed to Xen; 0 before that.</summary>
    internal static ulong FirstOutputTime { get; private set; }

    /// <summary>A descriptor of random bytes.</summary>
    internal static long OpenRandom() => Add(Kind.Random);

    /// <summary>A descriptor of which nothing ever comes: an epoll set, for there is nothing that events could come from.</summary>
    internal static long OpenSilent() => Add(Kind.Silent);

    internal static long Close(ulong descriptor)
    {
        if (KindOf(descriptor) == Kind.Closed)
        {
            return -Errno.BadDescriptor;
        }

        if (descriptor >= StandardCount)
        {
            Set(descriptor, Kind.Closed);
        }

        return 0;
    }

    internal static long Read(ThreadBlock* thread, ulong descriptor, ulong destination, ulong length)
    {
        switch (KindOf(descriptor))
        {
            case Kind.Console:
                return ReadConsole(thread, destination, length);
            case Kind.Random:
                return SystemFacts.Random(destination, length);
            case Kind.Silent:
                // The BCL waits here for Ctrl-C and the like, which a guest without a terminal never gets.
                Scheduler.Block(thread);
                return 0;
            case Kind.Closed:
            default:
                return -Errno.BadDescriptor;
        }
    }

    internal static long Write(ThreadBlock* thread, ulong descriptor, ulong source, ulong length)
    {
        if (KindOf(descriptor) != Kind.Console)
        {
            return -Errno.BadDescriptor;
        }

        // A part is a right answer: the rest comes with the next call, and interrupts and other processors have their turn between.
        length = length < MaximumWrite ? length : MaximumWrite;
        if (!UserMemory.CanRead(source, length))
        {
            return -Errno.Fault;
        }

        if (RingConsole.IsThere && !RingConsole.CanWrite)
        {
            return RingConsole.WaitForRoom(thread);
        }

        FirstOutputTime = FirstOutputTime == 0 && length != 0 ? Clock.Now() : FirstOutputTime;
        MachineConsole.Write((byte*)source, length);
        if (descriptor == LastWords.Descriptor)
        {
            LastWords.Hear((byte*)source, length);
        }

        return (long)length;
    }

    /// <summary>writev: pieces of { void* base; size_t length; }.</summary>
    internal static long WriteVector(ThreadBlock* thread, ulong descriptor, ulong vector, ulong count)
    {
        if (count > MaximumPieces)
        {
            return -Errno.Invalid;
        }

        if (!UserMemory.CanRead(vector, count * 16))
        {
            return -Errno.Fault;
        }

        long total = 0;
        for (ulong i = 0; i < count; i++)
        {
            ulong* piece = (ulong*)vector + (i * 2);
            if (total != 0 && RingConsole.IsThere && !RingConsole.CanWrite)
            {
                // What is written is written; the rest waits in a call of its own.
                break;
            }

            long written = Write(thread, descriptor, piece[0], piece[1]);
            if (written < 0)
            {
                return total != 0 ? total : written;
            }

            total += written;
            if ((ulong)written < piece[1])
            {
                break;
            }
        }

        return total;
    }

    internal static long Status(ulong descriptor, ulong destination) =>
        KindOf(descriptor) == Kind.Closed ? -Errno.BadDescriptor : FileStatus.Write(destination, FileStatus.CharacterDevice);

    /// <summary>epoll_wait on a set in which nothing ever happens; the time-out is in milliseconds, a negative one for ever.</summary>
    internal static long WaitForEvents(ThreadBlock* thread, ulong descriptor, int timeout)
    {
        const ulong NanosecondsPerMillisecond = 1_000_000;
        if (KindOf(descriptor) != Kind.Silent)
        {
            return -Errno.BadDescriptor;
        }

        if (timeout > 0)
        {
            thread->RemainingTime = 0;
            TimerQueue.Add(thread, Clock.Now() + ((ulong)timeout * NanosecondsPerMillisecond));
        }

        if (timeout != 0)
        {
            Scheduler.Block(thread);
        }

        return 0;
    }

    internal static long Control(ulong descriptor, ulong command)
    {
        Kind kind = KindOf(descriptor);
        if (kind == Kind.Closed)
        {
            return -Errno.BadDescriptor;
        }

        return command is DuplicateCommand or DuplicateCloseOnExecCommand ? Add(kind) : 0;
    }

    internal static long Pipe(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, 2 * sizeof(int)))
        {
            return -Errno.Fault;
        }

        long read = Add(Kind.Silent);
        long write = Add(Kind.Silent);
        if (write < 0)
        {
            if (read >= 0)
            {
                Set((ulong)read, Kind.Closed);
            }

            return write;
        }

        ((int*)destination)[0] = (int)read;
        ((int*)destination)[1] = (int)write;
        return 0;
    }

    /// <summary>Without a console ring there is nobody to type: the input is at its end.</summary>
    private static long ReadConsole(ThreadBlock* thread, ulong destination, ulong length)
    {
        if (!RingConsole.IsThere)
        {
            return 0;
        }

        if (!UserMemory.CanWrite(destination, length))
        {
            return -Errno.Fault;
        }

        return RingConsole.CanRead ? (long)RingConsole.Read((byte*)destination, length) : RingConsole.WaitForLine(thread);
    }

    private static long Add(Kind kind)
    {
        for (ulong i = StandardCount; i < Capacity; i++)
        {
            if (KindOf(i) == Kind.Closed)
            {
                Set(i, kind);
                return (long)i;
            }
        }

        return -Errno.TooManyDescriptors;
    }

    private static Kind KindOf(ulong descriptor)
    {
        if (descriptor < StandardCount)
        {
            return Kind.Console;
        }

        fixed (byte* kinds = s_descriptors.Kinds)
        {
            return descriptor < Capacity ? (Kind)kinds[descriptor] : Kind.Closed;
        }
    }

    private static void Set(ulong descriptor, Kind kind)
    {
        fixed (byte* kinds = s_descriptors.Kinds)
        {
            kinds[descriptor] = (byte)kind;
        }
    }

    private struct Descriptors
    {
        internal fixed byte Kinds[Capacity];
    }
}
