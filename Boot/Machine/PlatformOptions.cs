using System;
using System.Runtime.CompilerServices;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>The options of the command line that Machine itself obeys.</summary>
internal static unsafe class PlatformOptions
{
    /// <summary>Whether all vCPUs but the first stay down, as Xen left them.</summary>
    internal static bool OnlyFirstVcpu { get; private set; }

    /// <summary>Whether time is read in vcpu_info, and not in areas of Machine's own: how it would be where Xen refuses those.</summary>
    internal static bool TimeInVcpuInfo { get; private set; }

    /// <remarks>A method of its own: its buffer must not be on the stack when the stacks' cookie changes (Boot.ProtectStacks).</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Read(byte* commandLine)
    {
        // Words are ended in place, and the program gets the line as the loader passed it.
        byte* copy = stackalloc byte[BootInformation.CommandLineCapacity];
        RawMemory.Move(copy, commandLine, BootInformation.CommandLineCapacity);
        if (IsChosen(copy, "xenguest.hypercalls="u8, "direct"u8))
        {
            Hypercalls.UseDirectForm();
        }

        RawMemory.Move(copy, commandLine, BootInformation.CommandLineCapacity);
        OnlyFirstVcpu = IsChosen(copy, "xenguest.vcpus="u8, "first"u8);
        RawMemory.Move(copy, commandLine, BootInformation.CommandLineCapacity);
        TimeInVcpuInfo = IsChosen(copy, "xenguest.time="u8, "vcpu-info"u8);
    }

    /// <summary>Whether an option has a value. As the library reads the same option: the last one counts.</summary>
    /// <remarks>Ends the words of the line in place.</remarks>
    private static bool IsChosen(byte* line, ReadOnlySpan<byte> option, ReadOnlySpan<byte> value)
    {
        bool isChosen = false;
        CommandLineWords words = new(line);
        while (words.TryTake(out byte* word))
        {
            if (CommandLineWords.StartsWith(word, option))
            {
                byte* given = word + option.Length;
                isChosen = CommandLineWords.StartsWith(given, value) && given[value.Length] == 0;
            }
        }

        return isChosen;
    }
}
