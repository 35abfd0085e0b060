namespace XenGuest.Machine.Terminal;

/// <summary>What is typed at the console, made into lines as a terminal does it.</summary>
/// <remarks>
/// A line can be mended until it ends: backspace takes a character back, Ctrl-U all of them. Ctrl-D at its beginning is the end of
/// the input, once. What is typed is shown. Where a reader is far behind, characters stay with the other end.
/// </remarks>
internal static unsafe class ConsoleInput
{
    private const uint Capacity = 4096;
    private const byte EndOfInput = 0x04;
    private const byte Backspace = 0x08;
    private const byte KillLine = 0x15;
    private const byte Delete = 0x7F;

    private static Characters s_characters;
    private static uint s_first;
    private static uint s_finished;
    private static uint s_count;
    private static bool s_hasEnded;

    /// <summary>Whether a read has something to return: a line, or the end.</summary>
    internal static bool IsReadable => s_finished != 0 || s_hasEnded;

    /// <summary>Whether there is room for one more character. A line that fills all of it ends there.</summary>
    internal static bool HasRoom => s_count < Capacity;

    /// <summary>Takes what was typed.</summary>
    internal static void Type(byte character)
    {
        switch (character)
        {
            case Backspace or Delete:
                TakeBackOne();
                break;
            case KillLine:
                while (TakeBackOne())
                {
                    // One more.
                }

                break;
            case EndOfInput when s_count == 0:
                s_hasEnded = true;
                break;
            case EndOfInput:
                s_finished = s_count;
                break;
            case (byte)'\r' or (byte)'\n':
                Add((byte)'\n');
                s_finished = s_count;
                break;
            default:
                Add(character);
                break;
        }
    }

    /// <summary>Takes from the lines that are finished, no more than one.</summary>
    /// <returns>How many characters; 0 is the end of the input, which is over then.</returns>
    internal static ulong Take(byte* destination, ulong length)
    {
        ulong taken = 0;
        byte last = 0;
        while (taken < length && s_finished != 0 && last != '\n')
        {
            last = s_characters.Bytes[s_first];
            destination[taken++] = last;
            s_first = (s_first + 1) % Capacity;
            s_finished--;
            s_count--;
        }

        s_hasEnded = s_hasEnded && taken != 0;
        return taken;
    }

    private static void Add(byte character)
    {
        if (!HasRoom)
        {
            return;
        }

        s_characters.Bytes[(s_first + s_count) % Capacity] = character;
        s_count++;
        ConsoleOutput.Add(&character, 1);
        if (!HasRoom)
        {
            s_finished = s_count;
        }
    }

    /// <summary>Takes a character back, all bytes of it. Whether there was one in the line.</summary>
    private static bool TakeBackOne()
    {
        bool isPart = true;
        bool wasThere = s_count != s_finished;
        while (isPart && s_count != s_finished)
        {
            s_count--;
            isPart = (s_characters.Bytes[(s_first + s_count) % Capacity] & 0xC0) == 0x80;
        }

        if (wasThere)
        {
            byte* erasure = stackalloc byte[3] { Backspace, (byte)' ', Backspace };
            ConsoleOutput.Add(erasure, 3);
        }

        return wasThere;
    }

    private struct Characters
    {
        internal fixed byte Bytes[(int)Capacity];
    }
}
