using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>What Machine tells the program about where it runs. The pointers stay valid for as long as the machine runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MachineFacts
{
    /// <summary>long trampoline(number, a1 … a5), through the hypercall page.</summary>
    internal void* HypercallByPage;

    /// <summary>The same, straight through vmcall or vmmcall.</summary>
    internal void* HypercallDirect;

    /// <summary>The base leaf at which CPUID shows Xen.</summary>
    internal uint CpuidBase;

    /// <summary>The vectors on which upcalls are taken: without an EOI, and with one.</summary>
    internal byte UpcallVector;
    internal byte VcpuUpcallVector;

    /// <summary>A whole page for shared_info; its address is its physical address.</summary>
    internal void* SharedInfoPage;

    /// <summary>A copy of hvm_start_info; what it points to is below.</summary>
    internal void* StartInfo;

    /// <summary>The command line, NUL-terminated.</summary>
    internal byte* CommandLine;

    /// <summary>Memory-map entries, 24 bytes each: address, size, type (hvm_memmap_table_entry).</summary>
    internal void* MemoryMap;
    internal uint MemoryMapCount;

    /// <summary>The event channel of the console's ring; 0 where this domain has no such console.</summary>
    internal uint ConsolePort;

    /// <summary>An array of the files that the loader has put into memory, and its length.</summary>
    internal ModuleFacts* Modules;
    internal uint ModuleCount;

    /// <summary>The page of xenstore's rings, for the program alone, and its event channel; 0 where this domain has none.</summary>
    internal void* StorePage;
    internal uint StorePort;

    /// <summary>vCPUs that run threads; all that there are but those that Xen did not start.</summary>
    internal uint CpuCount;

    /// <summary>
    /// Nanoseconds of system time at the entry instruction, when the runtime was entered, and when the program's first output was
    /// handed to Xen (0 before that).
    /// </summary>
    internal ulong EntryTime;
    internal ulong ProgramTime;
    internal ulong FirstOutputTime;

    /// <summary>Frames of 4096 bytes that there were at boot.</summary>
    internal ulong TotalFrames;
}
