using System;

namespace XenGuest.BootGuests.Memory;

internal static unsafe class Mappings
{
    private const ulong Mmap = 9;
    private const ulong Mprotect = 10;
    private const ulong Munmap = 11;
    private const ulong Madvise = 28;

    private const ulong Page = 4096;
    private const ulong None = 0;
    private const ulong Read = 1;
    private const ulong Write = 2;
    private const ulong Execute = 4;
    private const ulong Private = 2;
    private const ulong Fixed = 0x10;
    private const ulong Anonymous = 0x20;
    private const ulong Discard = 4;
    private const long NoDevice = -19;

    public static void Run()
    {
        byte* memory = Map(null, 4 * Page, Read | Write, Private | Anonymous);
        memory[0] = 1;
        memory[Page] = 0xC3;
        Check.That("a new mapping is zero", memory[2 * Page] == 0);
        Check.That("one that may not be executed is not", !Probe.CanExecute(memory + Page));
        Call(Mprotect, (ulong)memory + Page, Page, Read);
        Check.That("a page made read-only keeps its content and is not written", memory[Page] == 0xC3 && !Probe.CanWrite(memory + Page));
        Call(Mprotect, (ulong)memory + Page, Page, None);
        Check.That("a page that allows nothing is not read", !Probe.CanRead(memory + Page));
        Check.Equal("and the fault says that it is not allowed", 2, Probe.LastCode);
        Call(Mprotect, (ulong)memory + Page, Page, Read | Execute);
        Check.That("made executable it has its content again, runs, and is not written", Probe.CanExecute(memory + Page) && !Probe.CanWrite(memory + Page));

        // Both at once is never given: the page turns from the one into the other at each access.
        Call(Mprotect, (ulong)memory + Page, Page, Read | Write | Execute);
        bool both = true;
        for (int i = 0; i < 3; i++)
        {
            both &= Probe.CanWrite(memory + Page) && Probe.CanExecute(memory + Page);
        }

        Check.That("a page that asks for both is by turns writable and executable", both);

        Call(Madvise, (ulong)memory, Page, Discard);
        Check.That("discarded memory reads as zero", memory[0] == 0);
        memory[3 * Page] = 5;
        byte* again = Map(memory + (3 * Page), Page, Read | Write, Private | Anonymous | Fixed);
        Check.That("a fixed mapping takes the place of what was there", again == memory + (3 * Page) && memory[3 * Page] == 0);
        Call(Munmap, (ulong)memory, Page, 0);
        Check.That("unmapped memory is gone, its neighbour is not", Probe.CanRead(memory + Page) && !Probe.CanRead(memory));
        Check.Equal("and the fault says that nothing is there", 1, Probe.LastCode);
        Call(Munmap, (ulong)memory + Page, 3 * Page, 0);
        Check.Equal("a file cannot be mapped", NoDevice, Machine.Call(Mmap, 0, Page, Read, Private, 0));
    }

    private static byte* Map(byte* address, ulong length, ulong protection, ulong flags) =>
        (byte*)Call(Mmap, (ulong)address, length, protection, flags);

    private static long Call(ulong number, ulong first, ulong second, ulong third, ulong fourth = 0)
    {
        // The file of an anonymous mapping is -1.
        long result = Machine.Call(number, first, second, third, fourth, ulong.MaxValue);
        return result >= 0 ? result : throw new InvalidOperationException($"system call {number}: {result}");
    }
}
