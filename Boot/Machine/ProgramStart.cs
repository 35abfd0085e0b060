using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine;

/// <summary>Makes the program's first thread: its stack as the System V ABI wants it at _start, and its registers.</summary>
internal static unsafe class ProgramStart
{
    private const ulong StackSize = 1024 * 1024;
    private const ulong StringsSize = 2 * PhysicalMemory.PageSize;
    private const int MaximumWords = 64;

    // Auxiliary vector (elf.h).
    private const ulong AuxProgramHeaders = 3;
    private const ulong AuxProgramHeaderSize = 4;
    private const ulong AuxProgramHeaderCount = 5;
    private const ulong AuxPageSize = 6;
    private const ulong AuxEntry = 9;
    private const ulong AuxUserId = 11;
    private const ulong AuxEffectiveUserId = 12;
    private const ulong AuxGroupId = 13;
    private const ulong AuxEffectiveGroupId = 14;
    private const ulong AuxClockTicks = 17;
    private const ulong AuxSecure = 23;
    private const ulong AuxRandom = 25;
    private const ulong AuxFileName = 31;

    /// <summary>The heap gets this share of the memory that is free at boot, in percent; the rest is for stacks and the runtime.</summary>
    private const ulong HeapPercent = 75;

    internal static ThreadBlock* CreateFirstThread()
    {
        ThreadBlock* thread = ThreadTable.Create();
        if (!AddressSpace.TryReserve(StackSize, Protection.Read | Protection.Write, out ulong stack) || thread == null)
        {
            Stop.With("out of memory: no room for the first thread"u8);
        }

        ulong top = stack + StackSize;
        ulong bottom = top - StringsSize - (4 * PhysicalMemory.PageSize);
        if (!UserMemory.CanWrite(bottom, top - bottom))
        {
            Stop.With("out of memory: no room for the first stack"u8);
        }

        thread->State = ThreadState.Running;
        thread->Registers.Rip = ImageSymbols.ApplicationEntry;
        thread->Registers.Rsp = BuildStack((byte*)(top - StringsSize), (byte*)top);
        return thread;
    }

    /// <summary>Lays out strings above and the vectors of pointers below; returns the stack pointer.</summary>
    private static ulong BuildStack(byte* strings, byte* end)
    {
        ulong* words = stackalloc ulong[MaximumWords];
        int argumentCount = 0;
        int settingCount = 0;
        ulong* settings = stackalloc ulong[MaximumWords];

        byte* name = Copy(ref strings, "guest"u8);
        words[argumentCount++] = (ulong)name;
        byte* line = strings;
        strings += BootInformation.CommandLineCapacity;
        RawMemory.Move(line, BootInformation.CommandLine, BootInformation.CommandLineCapacity);

        bool hasHeapLimit = false;
        CommandLineWords remaining = new(line);
        while (argumentCount < MaximumWords && settingCount < MaximumWords - 1 && remaining.TryTake(out byte* word))
        {
            if (CommandLineWords.StartsWith(word, "DOTNET_"u8))
            {
                hasHeapLimit |= CommandLineWords.StartsWith(word, "DOTNET_GCHeapHardLimit"u8);
                settings[settingCount++] = (ulong)word;
            }
            else if (!CommandLineWords.StartsWith(word, "xenguest."u8))
            {
                words[argumentCount++] = (ulong)word;
            }
        }

        if (remaining.HasOpenQuote)
        {
            MachineConsole.Write("machine: the command line has a quote that is not closed; all after it is one word\n"u8);
        }

        if (remaining.TryTake(out _))
        {
            MachineConsole.Write("machine: the command line has more words than there is room for; the last are dropped\n"u8);
        }

        if (!hasHeapLimit)
        {
            settings[settingCount++] = (ulong)HeapLimit(ref strings);
        }

        byte* random = strings;
        Entropy.Fill(random, 16);

        ulong* stack = (ulong*)((ulong)end - StringsSize - PhysicalMemory.PageSize - 2048);
        ulong* next = stack;
        *next++ = (ulong)argumentCount;
        for (int i = 0; i < argumentCount; i++)
        {
            *next++ = words[i];
        }

        *next++ = 0;
        for (int i = 0; i < settingCount; i++)
        {
            *next++ = settings[i];
        }

        *next++ = 0;
        WriteAuxiliary(next, name, random);
        return (ulong)stack;
    }

    private static void WriteAuxiliary(ulong* next, byte* name, byte* random)
    {
        next = Add(next, AuxProgramHeaders, ImageLayout.ProgramHeaders);
        next = Add(next, AuxProgramHeaderSize, 56);
        next = Add(next, AuxProgramHeaderCount, ImageLayout.ProgramHeaderCount);
        next = Add(next, AuxPageSize, PhysicalMemory.PageSize);
        next = Add(next, AuxEntry, ImageSymbols.ApplicationEntry);
        next = Add(next, AuxUserId, 0);
        next = Add(next, AuxEffectiveUserId, 0);
        next = Add(next, AuxGroupId, 0);
        next = Add(next, AuxEffectiveGroupId, 0);
        next = Add(next, AuxSecure, 0);
        next = Add(next, AuxClockTicks, 100);
        next = Add(next, AuxRandom, (ulong)random);
        next = Add(next, AuxFileName, (ulong)name);
        _ = Add(next, 0, 0);
    }

    private static ulong* Add(ulong* next, ulong key, ulong value)
    {
        next[0] = key;
        next[1] = value;
        return next + 2;
    }

    private static byte* Copy(ref byte* to, ReadOnlySpan<byte> text)
    {
        byte* start = to;
        for (int i = 0; i < text.Length; i++)
        {
            *to++ = text[i];
        }

        *to++ = 0;
        return start;
    }

    /// <summary>DOTNET_GCHeapHardLimit in hexadecimal: with a limit the runtime throws OutOfMemoryException before memory is gone.</summary>
    private static byte* HeapLimit(ref byte* to)
    {
        byte* start = Copy(ref to, "DOTNET_GCHeapHardLimit="u8);
        to--;
        ulong limit = FrameAllocator.Available * PhysicalMemory.PageSize / 100 * HeapPercent;
        for (int shift = 60; shift >= 0; shift -= 4)
        {
            uint digit = (uint)(limit >> shift) & 0xF;
            *to++ = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
        }

        *to++ = 0;
        return start;
    }
}
