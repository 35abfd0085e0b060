using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Memory;
using Xunit;

namespace XenGuest.Machine.Tests.Memory;

/// <remarks>The map is the machine's one map: the tests of this class run one after another, each on what it adds itself.</remarks>
[Collection(nameof(MachineState))]
public unsafe class MemoryMapTests
{
    private const ulong Page = PhysicalMemory.PageSize;
    private const ulong Low = MemoryMap.LowestUsable;

    public MemoryMapTests() => MachineState.Reset(typeof(MemoryMap));

    [Fact]
    public void Parts_of_pages_and_what_lies_below_1_MiB_are_left_out()
    {
        MemoryMap.Add(0, Low + (3 * Page) + 100);
        MemoryMap.Add(Low + (10 * Page) + 1, 2 * Page);
        MemoryMap.Add(Low + (20 * Page) + 1, Page);

        Assert.Equal([(Low, Low + (3 * Page)), (Low + (11 * Page), Low + (12 * Page))], Ranges());
        Assert.Equal(4 * Page, MemoryMap.TotalBytes());
    }

    [Fact]
    public void A_range_that_runs_over_the_end_of_the_address_space_is_not_RAM()
    {
        MemoryMap.Add(ulong.MaxValue - Page, 2 * Page);

        Assert.Empty(Ranges());
    }

    [Fact]
    public void A_hole_in_the_middle_makes_two_ranges_of_one()
    {
        MemoryMap.Add(Low, 10 * Page);
        MemoryMap.Exclude(Low + (4 * Page) + 5, Low + (5 * Page) + 5);

        Assert.Equal([(Low, Low + (4 * Page)), (Low + (6 * Page), Low + (10 * Page))], Ranges());
    }

    [Fact]
    public void A_full_map_loses_memory_rather_than_keep_what_is_excluded()
    {
        for (ulong i = 0; i < MemoryMap.Capacity + 5; i++)
        {
            MemoryMap.Add(Low + (i * 10 * Page), 5 * Page);
        }

        Assert.Equal(MemoryMap.Capacity, MemoryMap.Count);
        MemoryMap.Exclude(Low + Page, Low + (2 * Page));

        Assert.DoesNotContain(Ranges(), static range => range.Start <= Low + Page && range.End > Low + Page);
    }

    [Fact]
    public void What_is_left_is_what_was_added_less_what_was_excluded()
    {
        Arbitrary<(int Start, int Length)[]> ranges = Gen.Choose(0, 60).Zip(Gen.Choose(1, 20), static (start, length) => (start, length)).ArrayOf(4).ToArbitrary();
        Prop.ForAll(ranges, static excluded =>
        {
            MachineState.Reset(typeof(MemoryMap));
            AreaModel model = new(100);
            model.Set(0, 50, 1);
            model.Set(60, 80, 1);
            MemoryMap.Add(Low, 50 * Page);
            MemoryMap.Add(Low + (60 * Page), 20 * Page);
            foreach ((int start, int length) in excluded)
            {
                model.Set(start, start + length, null);
                MemoryMap.Exclude(Low + ((ulong)start * Page), Low + ((ulong)(start + length) * Page));
            }

            Assert.Equal(
                model.Rows().Select(static row => (Low + ((ulong)row.Start * Page), Low + ((ulong)row.End * Page))),
                Ranges().OrderBy(static range => range.Start));
        }).QuickCheckThrowOnFailure();
    }

    private static List<(ulong Start, ulong End)> Ranges() =>
    [
        .. Enumerable.Range(0, MemoryMap.Count).Select(static i => (MemoryMap.Range(i)->Start, MemoryMap.Range(i)->End)).Where(static range => range.Item1 < range.Item2),
    ];
}
