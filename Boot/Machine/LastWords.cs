namespace XenGuest.Machine;

/// <summary>The first line that the runtime writes to standard error: it says why the program aborts, and the verdict repeats it.</summary>
/// <remarks>
/// What comes by descriptor 2 itself is the runtime's (Console.Error has a descriptor of its own), and the runtime says nothing there
/// but before its end; the lines after the first are a trace. The text is cut at what a verdict has room for.
/// </remarks>
internal static unsafe class LastWords
{
    internal const ulong Descriptor = 2;

    private const int Capacity = 192;

    private static Text s_text;
    private static int s_length;
    private static bool s_isWhole;

    /// <summary>Takes what is written next, cut anywhere.</summary>
    internal static void Hear(byte* text, ulong length)
    {
        for (ulong i = 0; i < length && !s_isWhole; i++)
        {
            s_isWhole = text[i] == '\n' || s_length == Capacity;
            if (!s_isWhole)
            {
                s_text.Bytes[s_length++] = text[i];
            }
        }
    }

    /// <summary>Adds the line, behind a colon; nothing where there is none.</summary>
    internal static void AddTo(ref TextLine line)
    {
        if (s_length == 0)
        {
            return;
        }

        line.Add(": "u8);
        fixed (byte* characters = s_text.Bytes)
        {
            line.Add(new System.ReadOnlySpan<byte>(characters, s_length));
        }
    }

    private struct Text
    {
        internal fixed byte Bytes[Capacity];
    }
}
