using System;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>The options of the command line that Machine itself obeys.</summary>
internal static unsafe class PlatformOptions
{
    internal static void Read(byte* commandLine)
    {
        if (Contains(commandLine, "xenguest.hypercalls=direct"u8))
        {
            Hypercalls.UseDirectForm();
        }
    }

    /// <summary>Whether a word stands in the line.</summary>
    private static bool Contains(byte* line, ReadOnlySpan<byte> word)
    {
        bool atStart = true;
        for (; *line != 0; line++)
        {
            if (atStart && CommandLineWords.StartsWith(line, word) && line[word.Length] is 0 or (byte)' ')
            {
                return true;
            }

            atStart = *line == ' ';
        }

        return false;
    }
}
