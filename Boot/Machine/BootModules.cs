using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Terminal;

namespace XenGuest.Machine;

/// <summary>The files that the loader has put into memory beside the image: they stay there, and the program may read them.</summary>
/// <remarks>Xen: struct hvm_modlist_entry, public/arch-x86/hvm/start_info.h.</remarks>
internal static unsafe class BootModules
{
    private const uint Capacity = 16;
    private const int WordsCapacity = 256;

    /// <summary>Behind it in the direct map stand Machine's stacks.</summary>
    private const ulong Limit = 1UL << 44;

    /// <summary>As far as memory is reached before Machine has page tables of its own.</summary>
    private const ulong BootLimit = 1UL << 32;

    private static Entries s_entries;
    private static Facts s_facts;
    private static Words s_words;

    internal static uint Count { get; private set; }

    internal static ModuleFacts* All
    {
        get
        {
            fixed (ulong* facts = s_facts.Fields)
            {
                return (ModuleFacts*)facts;
            }
        }
    }

    private static HvmModlistEntry* List
    {
        get
        {
            fixed (ulong* entries = s_entries.Fields)
            {
                return (HvmModlistEntry*)entries;
            }
        }
    }

    /// <summary>Copies the list and the words, while their memory is still the loader's.</summary>
    internal static void Copy(HvmStartInfo* startInfo)
    {
        HvmModlistEntry* source = (HvmModlistEntry*)startInfo->ModuleListAddress;
        for (uint i = 0; i < startInfo->ModuleCount; i++)
        {
            if (Count == Capacity)
            {
                MachineConsole.Write("machine: there are more modules than there is room for; the last are left out\n"u8);
                return;
            }

            if (source[i].Address >= Limit || source[i].Size > Limit - source[i].Address || source[i].CommandLineAddress >= BootLimit)
            {
                MachineConsole.Write("machine: a module lies where no memory can be; it is left out\n"u8);
            }
            else
            {
                List[Count] = source[i];
                CopyWords((byte*)source[i].CommandLineAddress, WordsOf(Count));
                Count++;
            }
        }
    }

    /// <summary>Keeps the modules' memory from being handed out.</summary>
    internal static void Exclude()
    {
        for (uint i = 0; i < Count; i++)
        {
            MemoryMap.Exclude(List[i].Address, List[i].Address + List[i].Size);
        }
    }

    /// <summary>Maps them, and so gives them the places where the program finds them.</summary>
    internal static void Map()
    {
        for (uint i = 0; i < Count; i++)
        {
            ulong end = List[i].Address + List[i].Size;
            for (ulong page = List[i].Address & ~(PhysicalMemory.PageSize - 1); page < end; page += PhysicalMemory.PageSize)
            {
                PageTables.Map(PhysicalMemory.DirectAddress(page), page, PageFlags.ReadOnly);
            }

            All[i].Content = (byte*)PhysicalMemory.DirectAddress(List[i].Address);
            All[i].Length = List[i].Size;
            All[i].Words = WordsOf(i);
        }
    }

    private static byte* WordsOf(uint module)
    {
        fixed (byte* words = s_words.Bytes)
        {
            return words + (module * WordsCapacity);
        }
    }

    private static void CopyWords(byte* source, byte* destination)
    {
        for (int i = 0; source != null && i < WordsCapacity - 1 && source[i] != 0; i++)
        {
            destination[i] = source[i];
        }
    }

    private struct Entries
    {
        internal fixed ulong Fields[(int)Capacity * 4];
    }

    private struct Facts
    {
        internal fixed ulong Fields[(int)Capacity * 3];
    }

    private struct Words
    {
        internal fixed byte Bytes[(int)Capacity * WordsCapacity];
    }
}
