using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>What the loader handed over, copied out of its memory before that is used for anything else.</summary>
internal static unsafe class BootInformation
{
    internal const int CommandLineCapacity = 2048;

    private const uint Magic = 0x336E_C578;
    private const int MapCapacity = 128;
    private const int PackedEntrySize = 20;

    private static HvmStartInfo s_startInfo;
    private static CommandLineText s_commandLine;
    private static MapEntries s_map;

    internal static bool IsInitialDomain => (s_startInfo.Flags & StartFlags.InitialDomain) != 0;

    internal static uint MapCount { get; private set; }

    internal static HvmStartInfo* StartInfo
    {
        get
        {
            fixed (HvmStartInfo* info = &s_startInfo)
            {
                return info;
            }
        }
    }

    internal static byte* CommandLine
    {
        get
        {
            fixed (byte* text = s_commandLine.Bytes)
            {
                return text;
            }
        }
    }

    internal static HvmMemmapTableEntry* Map
    {
        get
        {
            fixed (ulong* words = s_map.Words)
            {
                return (HvmMemmapTableEntry*)words;
            }
        }
    }

    /// <summary>Copies start_info, the command line and the memory map.</summary>
    internal static void Copy(HvmStartInfo* source)
    {
        if (source == null || source->Magic != Magic)
        {
            Stop.With("the loader passed no hvm_start_info"u8);
        }

        s_startInfo = *source;
        BootModules.Copy(source);
        if (s_startInfo.CommandLineAddress != 0)
        {
            CopyCommandLine((byte*)s_startInfo.CommandLineAddress);
        }

        if (s_startInfo.Version >= 1 && s_startInfo.MemoryMapEntryCount != 0)
        {
            MapCount = s_startInfo.MemoryMapEntryCount < MapCapacity ? s_startInfo.MemoryMapEntryCount : MapCapacity;
            RawMemory.Move((byte*)Map, (byte*)s_startInfo.MemoryMapAddress, MapCount * (nuint)sizeof(HvmMemmapTableEntry));
        }
        else if (Hypercalls.IsPresent)
        {
            AskXenForMap();
        }
    }

    /// <summary>Fills <see cref="MemoryMap"/>: RAM, less the image and the modules.</summary>
    internal static void FindUsableMemory()
    {
        for (uint i = 0; i < MapCount; i++)
        {
            if (Map[i].Type == HvmMemoryMapType.Ram)
            {
                MemoryMap.Add(Map[i].Address, Map[i].Size);
            }
        }

        MemoryMap.Exclude(ImageLayout.Start, ImageLayout.End);
        if (RingConsole.IsThere)
        {
            MemoryMap.Exclude(RingConsole.Page, RingConsole.Page + PhysicalMemory.PageSize);
        }

        if (StorePage.IsThere)
        {
            MemoryMap.Exclude(StorePage.Address, StorePage.Address + PhysicalMemory.PageSize);
        }

        BootModules.Exclude();
    }

    private static void CopyCommandLine(byte* text)
    {
        int length = 0;
        for (; length < CommandLineCapacity - 1 && text[length] != 0; length++)
        {
            CommandLine[length] = text[length];
        }

        if (text[length] != 0)
        {
            MachineConsole.Write("machine: the command line is too long; what is behind its first 2047 bytes is dropped\n"u8);
        }
    }

    /// <summary>A PVH dom0 gets no map in start_info; XENMEM_memory_map has it, in the packed entries of a PC's E820.</summary>
    private static void AskXenForMap()
    {
        E820Buffer buffer;
        XenMemoryMap<ulong> request = default;
        request.EntryCount = MapCapacity;
        request.Buffer = (ulong)buffer.Bytes;
        if (Hypercalls.MemoryOp(MemoryCommand.MemoryMap, &request) != 0)
        {
            Stop.With("Xen refused XENMEM_memory_map and start_info has no memory map"u8);
        }

        MapCount = request.EntryCount < MapCapacity ? request.EntryCount : MapCapacity;
        for (uint i = 0; i < MapCount; i++)
        {
            byte* entry = buffer.Bytes + (i * PackedEntrySize);
            Map[i].Address = *(ulong*)entry;
            Map[i].Size = *(ulong*)(entry + 8);
            Map[i].Type = *(HvmMemoryMapType*)(entry + 16);
        }
    }

    private struct CommandLineText
    {
        internal fixed byte Bytes[CommandLineCapacity];
    }

    private struct MapEntries
    {
        internal fixed ulong Words[MapCapacity * 3];
    }

    private struct E820Buffer
    {
        internal fixed byte Bytes[MapCapacity * PackedEntrySize];
    }
}
