using System;
using System.Collections.Generic;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using Xunit;

namespace XenGuest.Machine.Tests.Memory;

/// <summary>mmap and its kin, with real page tables in the host's memory.</summary>
[Collection(nameof(MachineState))]
public unsafe class AddressSpaceTests
{
    private const ulong Page = PhysicalMemory.PageSize;
    private const uint ReadWrite = Protection.Read | Protection.Write;
    private const int Places = 24;

    private enum Action
    {
        ReserveAt,
        Release,
        Protect,
        Discard,
        Read,
        Write,
        Execute,
        Count,
    }

    [Fact]
    public void A_page_appears_with_its_first_access_and_allows_what_its_area_allows()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(3 * Page, Protection.Read, out ulong start));

        Assert.False(PageTables.IsPresent(start));
        Assert.Equal(PageOutcome.Refused, AddressSpace.TryMakeResident(start, Protection.Write));
        Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(start, Protection.Read));
        Assert.Equal(PageOutcome.AlreadyResident, AddressSpace.TryMakeResident(start, Protection.Read));
        Assert.True(PageTables.Allows(start, Protection.Read));
        Assert.False(PageTables.Allows(start, Protection.Write));
        Assert.False(PageTables.Allows(start, Protection.Execute));
        Assert.Equal(PageOutcome.Refused, AddressSpace.TryMakeResident(start + (3 * Page), Protection.Read));
    }

    [Fact]
    public void A_page_is_never_writable_and_executable_at_once()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite | Protection.Execute, out ulong start));

        for (int i = 0; i < 2; i++)
        {
            Instructions.Invalidated.Clear();
            Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(start, Protection.Write));
            Assert.True(PageTables.Allows(start, ReadWrite));
            Assert.False(PageTables.Allows(start, Protection.Execute));
            Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(start, Protection.Execute));
            Assert.True(PageTables.Allows(start, Protection.Execute));
            Assert.False(PageTables.Allows(start, Protection.Write));
            Assert.Contains(start, Instructions.Invalidated);
        }
    }

    [Fact]
    public void Released_memory_gives_back_its_frames_and_its_page_tables()
    {
        Start();
        int before = FrameAllocator.Taken;
        Assert.True(AddressSpace.TryReserve(64UL << 20, ReadWrite, out ulong start));
        for (ulong offset = 0; offset < 64UL << 20; offset += 512 * 1024)
        {
            Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(start + offset, Protection.Write));
        }

        Assert.True(FrameAllocator.Taken >= before + 128 + 32);
        Assert.True(AddressSpace.TryRelease(start, 64UL << 20));

        // Two tables of the upper levels stay, for the next mapping in the same gibibytes.
        Assert.InRange(FrameAllocator.Taken, before, before + 2);
    }

    [Fact]
    public void Releasing_does_not_touch_a_neighbour_in_the_same_page_table()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite, out ulong first));
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite, out ulong second));
        Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(first, Protection.Write));
        Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(second, Protection.Write));

        Assert.True(AddressSpace.TryRelease(first, Page));

        Assert.False(PageTables.IsPresent(first));
        Assert.True(PageTables.Allows(second, ReadWrite));
    }

    [Fact]
    public void Areas_have_a_free_page_between_them()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite, out ulong first));
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite, out ulong second));

        Assert.Equal(first + (2 * Page), second);
        Assert.False(AddressSpace.IsReserved(first + Page));
    }

    [Fact]
    public void A_fault_below_the_first_stack_is_its_guard()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(16 * Page, ReadWrite, out ulong stack));

        Assert.Equal(AddressSpace.Base + Page, stack);
        Assert.True(AddressSpace.IsStackGuard(AddressSpace.Base - 8, AddressSpace.Base + 8));
        Assert.True(AddressSpace.IsStackGuard(stack - 8, stack + 8));
        Assert.True(AddressSpace.IsStackGuard(stack - 8, stack));
        Assert.False(AddressSpace.IsStackGuard(stack + 8, stack));
        Assert.False(AddressSpace.IsStackGuard(8, stack));
    }

    [Theory]
    [InlineData(AddressSpace.Base + 1, Page)]
    [InlineData(AddressSpace.Base - Page, Page)]
    [InlineData(AddressSpace.Limit, Page)]
    [InlineData(0xFFFF_FFFF_FFFF_F000, 2 * Page)]
    [InlineData(0, AddressSpace.Limit)]
    public void Ranges_outside_of_the_programs_memory_are_refused(ulong start, ulong length)
    {
        Start();

        Assert.False(AddressSpace.TryReserveAt(start, length, ReadWrite));
        Assert.False(AddressSpace.TryRelease(start, length));
        Assert.False(AddressSpace.TryDiscard(start, length));
        Assert.False(AddressSpace.TryProtect(start, length, ReadWrite));
    }

    [Fact]
    public void Without_a_frame_the_answer_is_out_of_memory()
    {
        Start();
        Assert.True(AddressSpace.TryReserve(Page, ReadWrite, out ulong start));
        try
        {
            // None for the page table; one for that, but none for the page; one for the page.
            FrameAllocator.Limit = FrameAllocator.Taken;
            Assert.Equal(PageOutcome.OutOfMemory, AddressSpace.TryMakeResident(start, Protection.Read));
            FrameAllocator.Limit++;
            Assert.Equal(PageOutcome.OutOfMemory, AddressSpace.TryMakeResident(start, Protection.Read));
            FrameAllocator.Limit++;
            Assert.Equal(PageOutcome.Resident, AddressSpace.TryMakeResident(start, Protection.Read));
        }
        finally
        {
            FrameAllocator.Limit = int.MaxValue;
        }
    }

    [Fact]
    public void Any_sequence_of_calls_leaves_what_the_model_has_and_no_frame_behind()
    {
        Arbitrary<(Action Action, int Start, int Length, uint Protection)[]> calls = Gen.Choose(0, (int)Action.Count - 1)
            .Zip(Gen.Choose(0, Places - 8), static (action, start) => (action, start))
            .Zip(Gen.Choose(1, 8), static (pair, length) => (pair.action, pair.start, length))
            .Zip(Gen.Choose(0, 7), static (row, protection) => ((Action)row.action, row.start, row.length, (uint)protection))
            .ArrayOf().ToArbitrary();
        Prop.ForAll(calls, static calls =>
        {
            Start();
            int before = FrameAllocator.Taken;
            uint?[] protections = new uint?[Places];
            HashSet<int> resident = [];
            foreach ((Action action, int start, int length, uint protection) in calls)
            {
                Do(action, start, length, protection, protections, resident);
                AssertSame(protections, resident);
            }

            Assert.True(AddressSpace.TryRelease(At(0), Places * Page));
            Assert.InRange(FrameAllocator.Taken, before, before + 2);
        }).QuickCheckThrowOnFailure();
    }

    private static void Do(Action action, int start, int length, uint protection, uint?[] protections, HashSet<int> resident)
    {
        Span<uint?> range = protections.AsSpan(start, length);
        bool covered = !range.Contains(null);
        switch (action)
        {
            case Action.ReserveAt:
                Assert.True(AddressSpace.TryReserveAt(At(start), (ulong)length * Page, protection));
                range.Fill(protection);
                resident.RemoveWhere(page => page >= start && page < start + length);
                break;
            case Action.Release:
                Assert.True(AddressSpace.TryRelease(At(start), (ulong)length * Page));
                range.Clear();
                resident.RemoveWhere(page => page >= start && page < start + length);
                break;
            case Action.Protect:
                Assert.Equal(covered, AddressSpace.TryProtect(At(start), (ulong)length * Page, protection));
                if (covered)
                {
                    range.Fill(protection);
                }

                break;
            case Action.Discard:
                Assert.Equal(covered, AddressSpace.TryDiscard(At(start), (ulong)length * Page));
                if (covered)
                {
                    resident.RemoveWhere(page => page >= start && page < start + length);
                }

                break;
            default:
                uint access = action == Action.Read ? Protection.Read : action == Action.Write ? Protection.Write : Protection.Execute;
                bool allowed = (protections[start] & access) != 0 && protections[start] is not null;
                Assert.Equal(allowed, AddressSpace.TryMakeResident(At(start), access) != PageOutcome.Refused);
                Assert.True(!allowed || PageTables.Allows(At(start), access));
                if (allowed)
                {
                    resident.Add(start);
                }

                break;
        }
    }

    private static void AssertSame(uint?[] protections, HashSet<int> resident)
    {
        for (int page = 0; page < Places; page++)
        {
            bool present = PageTables.IsPresent(At(page));
            uint protection = protections[page] ?? Protection.None;
            Assert.Equal(resident.Contains(page) && protection != Protection.None, present);
            Assert.Equal(protections[page] is not null, AddressSpace.IsReserved(At(page)));
            Assert.False(PageTables.Allows(At(page), Protection.Write) && PageTables.Allows(At(page), Protection.Execute));
            Assert.True(!PageTables.Allows(At(page), Protection.Write) || (protection & Protection.Write) != 0);
            Assert.True(!PageTables.Allows(At(page), Protection.Execute) || (protection & Protection.Execute) != 0);
        }
    }

    private static ulong At(int place) => AddressSpace.Base + ((ulong)place * Page);

    private static void Start()
    {
        TableMemory.Map();
        MachineState.Reset(typeof(PageTables));
        MachineState.Reset(typeof(AddressSpace));
        PageTables.Start();
        AddressSpace.Start();

        // The tables of the upper levels, so that a test sees only what it takes itself.
        Assert.True(PageTables.TryLeaf(AddressSpace.Base, out _));
        PageTables.FreeEmptyLeafTables(AddressSpace.Base, AddressSpace.Base + Page);
    }
}
