using System.Runtime.InteropServices;

namespace XenGuest.Bench.Events;

/// <summary>The peer and what is measured with, in C: see Reference/reference.h. None of it waits or calls back.</summary>
internal static unsafe partial class Reference
{
    private const string Library = "reference";

    [LibraryImport(Library, EntryPoint = "read_cycles"), SuppressGCTransition]
    internal static partial ulong ReadCycles();

    [LibraryImport(Library, EntryPoint = "guest_on_two_level")]
    internal static partial nint GuestOnTwoLevel(void* sharedInfo, void* vcpuInfo);

    [LibraryImport(Library, EntryPoint = "guest_on_fifo")]
    internal static partial nint GuestOnFifo(void* controlBlock, void* vcpuInfo, uint** eventPages);

    [LibraryImport(Library, EntryPoint = "guest_free")]
    internal static partial void GuestFree(nint guest);

    [LibraryImport(Library, EntryPoint = "guest_bind")]
    internal static partial void GuestBind(nint guest, uint port, Receiver* receiver);

    [LibraryImport(Library, EntryPoint = "guest_hypercalls")]
    internal static partial ulong GuestHypercalls(nint guest);

    [LibraryImport(Library, EntryPoint = "two_level_upcall"), SuppressGCTransition]
    internal static partial void TwoLevelUpcall(nint guest);

    [LibraryImport(Library, EntryPoint = "two_level_upcall_without_eoi"), SuppressGCTransition]
    internal static partial void TwoLevelUpcallWithoutEoi(nint guest);

    [LibraryImport(Library, EntryPoint = "fifo_upcall"), SuppressGCTransition]
    internal static partial void FifoUpcall(nint guest);

    [LibraryImport(Library, EntryPoint = "fifo_upcall_without_eoi"), SuppressGCTransition]
    internal static partial void FifoUpcallWithoutEoi(nint guest);

    [LibraryImport(Library, EntryPoint = "fifo_raise"), SuppressGCTransition]
    internal static partial void FifoRaise(void* controlBlock, uint** eventPages, void* vcpuInfo, uint* tails, uint* ports, uint count);

    [LibraryImport(Library, EntryPoint = "no_upcall"), SuppressGCTransition]
    internal static partial void NoUpcall(nint guest);

    [LibraryImport(Library, EntryPoint = "two_level_raise"), SuppressGCTransition]
    internal static partial void TwoLevelRaise(void* sharedInfo, void* vcpuInfo, uint* ports, uint count);

    [LibraryImport(Library, EntryPoint = "counting_begins"), SuppressGCTransition]
    internal static partial void CountingBegins();

    [LibraryImport(Library, EntryPoint = "counting_toggles"), SuppressGCTransition]
    internal static partial void CountingToggles();

    [LibraryImport(Library, EntryPoint = "counting_ends", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CountingEnds(string name);
}
