using System;
using System.Runtime.CompilerServices;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>The options of the command line that Machine itself obeys.</summary>
internal static unsafe class PlatformOptions
{
    /// <remarks>A method of its own: its buffer must not be on the stack when the stacks' cookie changes (Boot.ProtectStacks).</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Read(byte* commandLine)
    {
        // Words are ended in place, and the program gets the line as the loader passed it.
        byte* copy = stackalloc byte[BootInformation.CommandLineCapacity];
        RawMemory.Move(copy, commandLine, BootInformation.CommandLineCapacity);
        if (WantsDirectHypercalls(copy))
        {
            Hypercalls.UseDirectForm();
        }
    }

    /// <summary>As the library reads the same option: the last one counts.</summary>
    private static bool WantsDirectHypercalls(byte* line)
    {
        ReadOnlySpan<byte> option = "xenguest.hypercalls="u8;
        ReadOnlySpan<byte> direct = "direct"u8;
        bool isDirect = false;
        CommandLineWords words = new(line);
        while (words.TryTake(out byte* word))
        {
            if (CommandLineWords.StartsWith(word, option))
            {
                byte* value = word + option.Length;
                isDirect = CommandLineWords.StartsWith(value, direct) && value[direct.Length] == 0;
            }
        }

        return isDirect;
    }
}
