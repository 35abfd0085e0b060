using System;
using System.Buffers.Binary;
using System.IO;
using Xunit;
using XenGuest.Xg.Trace;

namespace XenGuest.Xg.Tests;

/// <summary>Two walks through page tables, the guest's within Xen's.</summary>
public sealed class GuestMemoryTests : IDisposable
{
    private const int Page = 4096;
    private const ulong Present = 1;
    private const ulong Large = 1 << 7;
    private const ulong GuestAddress = 0x12345678;
    private const ulong Value = 0x1122334455667788;

    private readonly string _file = Path.GetTempFileName();
    private readonly byte[] _machine = new byte[4 * 1024 * 1024];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void An_address_is_translated_twice()
    {
        // Nested: guest physical memory is machine memory from 2 MiB on, in one large page.
        Entry(1, 0, (2 * Page) | Present);
        Entry(2, 0, (3 * Page) | Present);
        Entry(3, 0, (2 * 1024 * 1024) | Present | Large);

        // The guest's tables are its physical pages 1 to 4; what it looks for is in its page 5.
        const int First = 512;
        Entry(First + 1, (int)(GuestAddress >> 39) & 511, (2 * Page) | Present);
        Entry(First + 2, (int)(GuestAddress >> 30) & 511, (3 * Page) | Present);
        Entry(First + 3, (int)(GuestAddress >> 21) & 511, (4 * Page) | Present);
        Entry(First + 4, (int)(GuestAddress >> 12) & 511, (5 * Page) | Present);
        Entry(First + 5, (int)(GuestAddress & (Page - 1)) / 8, Value);

        using GuestMemory memory = Open(new VcpuState(0, 0, Page, Page));
        Assert.Equal(Value, memory.Read(GuestAddress & ~7ul));
        Assert.Null(memory.Read(GuestAddress + (ulong)Page));
        Assert.Null(memory.Read(1ul << 40));
    }

    [Fact]
    public void Tables_outside_of_the_machines_memory_translate_nothing()
    {
        using GuestMemory memory = Open(new VcpuState(0, 0, Page, 1ul << 40));
        Assert.Null(memory.Read(0));
    }

    private GuestMemory Open(VcpuState vcpu)
    {
        File.WriteAllBytes(_file, _machine);
        return new GuestMemory(_file, vcpu);
    }

    private void Entry(int page, int index, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(_machine.AsSpan((page * Page) + (index * 8)), value);
}
