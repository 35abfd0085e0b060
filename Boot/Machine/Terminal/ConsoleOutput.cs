namespace XenGuest.Machine.Terminal;

/// <summary>What was written and does not fit into the ring yet, in its order.</summary>
/// <remarks>
/// Machine's own words come here at any time and wait for nobody: where there is no room they are left out, and counted. Threads
/// of the program leave room for them.
/// </remarks>
internal static unsafe class ConsoleOutput
{
    internal const uint Capacity = 64 * 1024;

    /// <summary>Room for a fault report and a verdict.</summary>
    internal const uint KeptForMachine = 8 * 1024;

    private static Characters s_characters;
    private static uint s_first;
    private static uint s_count;

    internal static bool IsEmpty => s_count == 0;

    /// <summary>Whether a thread of the program may add a part of its text.</summary>
    internal static bool HasRoom => s_count < Capacity - KeptForMachine;

    /// <summary>Characters that were left out since the last that came through.</summary>
    internal static ulong Dropped { get; private set; }

    /// <summary>Adds text, each line end as a terminal wants it.</summary>
    internal static void Add(byte* text, ulong length)
    {
        for (ulong i = 0; i < length; i++)
        {
            if (text[i] == '\n')
            {
                Add((byte)'\r');
            }

            Add(text[i]);
        }
    }

    /// <summary>Moves into the ring what there is room for.</summary>
    /// <returns>How many characters.</returns>
    internal static uint MoveTo(ref ConsoleRing ring)
    {
        uint moved = 0;
        fixed (byte* characters = s_characters.Bytes)
        {
            while (s_count != 0)
            {
                uint toEnd = Capacity - s_first;
                uint taken = ring.Put(characters + s_first, s_count < toEnd ? s_count : toEnd);
                if (taken == 0)
                {
                    break;
                }

                s_first = (s_first + taken) % Capacity;
                s_count -= taken;
                moved += taken;
            }
        }

        return moved;
    }

    /// <summary>The count of what was left out; from now on it begins anew.</summary>
    internal static ulong TakeDropped()
    {
        ulong dropped = Dropped;
        Dropped = 0;
        return dropped;
    }

    private static void Add(byte character)
    {
        if (s_count == Capacity)
        {
            Dropped++;
            return;
        }

        s_characters.Bytes[(s_first + s_count) % Capacity] = character;
        s_count++;
    }

    private struct Characters
    {
        internal fixed byte Bytes[(int)Capacity];
    }
}
