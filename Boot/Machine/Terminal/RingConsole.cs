using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Terminal;

/// <summary>The console that a toolstack gives a domain: what is written and what is typed, and the threads that wait for either.</summary>
/// <remarks>
/// The caller holds the kernel lock, but for a fault in Machine. The other end says by an event that it has taken or brought
/// characters. Machine takes no events: it looks every few milliseconds while somebody waits, until the program takes those events
/// for it. An end that takes nothing for <see cref="PatienceNanoseconds"/> is given up until it takes something: nobody waits for
/// it any more, and what does not fit is counted and left out.
/// </remarks>
internal static unsafe class RingConsole
{
    private const ulong LookNanoseconds = 5_000_000;
    private const ulong PatienceNanoseconds = 2_000_000_000;

    /// <summary>Every frame below is reached before the machine has page tables of its own.</summary>
    private const ulong MostFrames = 1UL << 20;

    /// <summary>How often the end of the machine looks for progress, a millisecond apart.</summary>
    private const int LastLooks = 2000;
    private const ulong LastLookNanoseconds = 1_000_000;

    private const uint WaitsForRoom = 1;
    private const uint WaitsForLine = 2;

    private static ConsoleRing s_ring;
    private static bool s_isGivenUp;
    private static bool s_hasEvents;
    private static bool s_hasReader;
    private static ulong s_progressTime;
    private static ulong s_lookTime;
    private static WaitWord s_waitWord;

    internal static bool IsThere { get; private set; }

    /// <summary>The physical address of its page.</summary>
    internal static ulong Page { get; private set; }

    /// <summary>Its event channel.</summary>
    internal static uint Port { get; private set; }

    /// <summary>When the ring must be looked at, or <see cref="ulong.MaxValue"/>.</summary>
    internal static ulong Deadline => s_lookTime == 0 ? ulong.MaxValue : s_lookTime;

    /// <summary>Whether a thread may write a part of its text now; else it waits by <see cref="WaitForRoom"/>.</summary>
    internal static bool CanWrite => s_isGivenUp || ConsoleOutput.HasRoom;

    /// <summary>Whether a read returns at once; else it waits by <see cref="WaitForLine"/>.</summary>
    internal static bool CanRead => ConsoleInput.IsReadable;

    private static ulong WaitAddress
    {
        get
        {
            fixed (uint* word = &s_waitWord.Value)
            {
                return (ulong)word;
            }
        }
    }

    /// <summary>Finds the ring.</summary>
    /// <remarks>A dom0 has none. Xen: HVM_PARAM_CONSOLE_PFN and HVM_PARAM_CONSOLE_EVTCHN, public/hvm/params.h.</remarks>
    internal static void Start()
    {
        ulong frame = Hypercalls.ReadParameter(HvmParameter.ConsolePage);
        if (frame is 0 or >= MostFrames)
        {
            return;
        }

        Page = frame * PhysicalMemory.PageSize;
        Port = (uint)Hypercalls.ReadParameter(HvmParameter.ConsoleEventChannel);
        s_ring = new ConsoleRing(Page);
        IsThere = true;
    }

    /// <summary>Takes what was typed, and waits, but not for ever, until the other end has taken all that was written: a restored domain
    /// finds the ring empty.</summary>
    internal static void AwaitTaken()
    {
        if (IsThere)
        {
            LookAgain();
        }

        for (int looks = 0; IsThere && (s_ring.HasUnread || !ConsoleOutput.IsEmpty) && looks < LastLooks; looks++)
        {
            if (ConsoleOutput.MoveTo(ref s_ring) != 0)
            {
                Hypercalls.Notify(Port);
            }

            Hypercalls.SleepUntil(Clock.SystemTimeNow() + LastLookNanoseconds);
        }
    }

    /// <summary>
    /// In a domain that was restored the page is where it was, cleared, and the toolstack has made another channel, of which nobody
    /// takes events yet.
    /// </summary>
    internal static void GoOnRestored()
    {
        if (IsThere)
        {
            s_ring = new ConsoleRing(Page);
            Port = (uint)Hypercalls.ReadParameter(HvmParameter.ConsoleEventChannel);
            s_hasEvents = false;
            s_isGivenUp = false;
            s_progressTime = 0;
            LookAgain();
        }
    }

    internal static void Write(byte* text, ulong length)
    {
        ConsoleOutput.Add(text, length);
        Exchange();
    }

    /// <summary>Reads no more than one line into memory that is resident; 0 is the end of the input.</summary>
    internal static ulong Read(byte* destination, ulong length)
    {
        ulong count = ConsoleInput.Take(destination, length);
        Exchange();
        return count;
    }

    /// <summary>Puts the thread to sleep in its system call, which begins anew when there is room for its text.</summary>
    /// <returns>What the system call leaves in RAX.</returns>
    internal static long WaitForRoom(ThreadBlock* thread) => Wait(thread, WaitsForRoom);

    /// <summary>Puts the thread to sleep in its system call, which begins anew when there is something to read.</summary>
    /// <returns>As of <see cref="WaitForRoom"/>.</returns>
    internal static long WaitForLine(ThreadBlock* thread)
    {
        s_hasReader = true;
        return Wait(thread, WaitsForLine);
    }

    /// <summary>An event has come for the ring. From now on somebody says so each time.</summary>
    internal static void TakeEvent()
    {
        s_hasEvents = true;
        LookAgain();
    }

    /// <summary>Looks at the ring if it is time to.</summary>
    internal static void Look(ulong now)
    {
        if (now >= Deadline)
        {
            LookAgain();
        }
    }

    /// <summary>Waits, but not for ever, until the other end has room for all that was written: the machine ends.</summary>
    internal static void Finish()
    {
        for (int looks = 0; IsThere && !ConsoleOutput.IsEmpty && looks < LastLooks; looks++)
        {
            if (ConsoleOutput.MoveTo(ref s_ring) != 0)
            {
                Hypercalls.Notify(Port);
                looks = 0;
            }
            else
            {
                Hypercalls.SleepUntil(Clock.SystemTimeNow() + LastLookNanoseconds);
            }
        }
    }

    /// <summary>As <see cref="Exchange"/>, and the other end is told of what it has left.</summary>
    private static void LookAgain()
    {
        if (s_ring.HasUnread)
        {
            Hypercalls.Notify(Port);
        }

        Exchange();
    }

    /// <summary>Moves what can be moved, both ways, and wakes those who waited for it.</summary>
    /// <remarks>
    /// An end that has not taken all of the last text was told of that, and is told of no more: xenconsoled takes 150 events a second
    /// and no more. Should it be done with the last text just now, it says so, and is told then.
    /// </remarks>
    private static void Exchange()
    {
        bool isAtWork = s_ring.HasUnread;
        bool hasMoved = MoveOutput();
        if (TakeTyped() || (hasMoved && !isAtWork))
        {
            Hypercalls.Notify(Port);
        }

        if (CanWrite)
        {
            FutexTable.WakeToRestart(WaitAddress, WaitsForRoom);
        }

        if (CanRead)
        {
            s_hasReader = false;
            FutexTable.WakeToRestart(WaitAddress, WaitsForLine);
        }

        // The clock stands still while the machine starts, and the ring is empty then.
        bool mustLook = !ConsoleOutput.IsEmpty || s_ring.HasUnread || (s_hasReader && !s_hasEvents);
        s_lookTime = mustLook && Boot.ProgramTime != 0 ? Clock.Now() + LookNanoseconds : 0;
    }

    private static bool MoveOutput()
    {
        if (ConsoleOutput.IsEmpty)
        {
            return false;
        }

        uint moved = ConsoleOutput.MoveTo(ref s_ring);
        if (ConsoleOutput.IsEmpty && ConsoleOutput.Dropped != 0)
        {
            TellOfDropped();
        }

        if (moved != 0)
        {
            s_isGivenUp = false;
            s_progressTime = 0;
        }
        else
        {
            CountPatience();
        }

        return moved != 0;
    }

    private static void CountPatience()
    {
        ulong now = Clock.Now();
        if (s_progressTime == 0)
        {
            s_progressTime = now;
        }

        s_isGivenUp |= now - s_progressTime > PatienceNanoseconds;
    }

    private static bool TakeTyped()
    {
        bool hasTaken = false;
        while (ConsoleInput.HasRoom && s_ring.TryTake(out byte character))
        {
            ConsoleInput.Type(character);
            hasTaken = true;
        }

        // What was typed is shown.
        return hasTaken | (ConsoleOutput.MoveTo(ref s_ring) != 0);
    }

    private static void TellOfDropped()
    {
        TextLine line = default;
        line.Add("machine: the console took nothing for a time; characters left out: "u8);
        line.AddDecimal(ConsoleOutput.TakeDropped());
        line.Write();
    }

    private static long Wait(ThreadBlock* thread, uint what)
    {
        // Asleep first: the exchange may wake it at once.
        FutexTable.Add(thread, WaitAddress, what);
        Scheduler.Block(thread);
        Exchange();
        return (long)thread->RestartableCall;
    }

    private struct WaitWord
    {
        internal uint Value;
    }
}
