using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Memory;
using Xunit;

namespace XenGuest.Machine.Tests.Memory;

public unsafe class AreaTableTests
{
    private const int Places = 40;
    private const int Capacity = 64;

    [Fact]
    public void Any_sequence_of_settings_and_clearings_leaves_what_the_model_has()
    {
        Prop.ForAll(Operations(), static operations => Run(Capacity, operations)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_full_table_refuses_and_changes_nothing()
    {
        Prop.ForAll(Operations(), static operations => Run(4, operations)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Clearing_the_middle_of_an_area_needs_a_row_and_is_refused_without_one()
    {
        using Rows rows = new(3);
        AreaTable table = new(rows.Start, 3);
        Assert.True(table.TrySet(10, 20, 1));
        Assert.True(table.TryClear(12, 13));
        Assert.True(table.TryClear(15, 16));

        Assert.False(table.TryClear(18, 19));

        Assert.Equal(3, table.Count);
        Assert.True(table.Find(18) != null);
    }

    [Fact]
    public void Neighbours_that_are_alike_become_one_area()
    {
        using Rows rows = new(Capacity);
        AreaTable table = new(rows.Start, Capacity);
        Assert.True(table.TrySet(10, 20, 1));
        Assert.True(table.TrySet(30, 40, 1));
        Assert.True(table.TrySet(20, 30, 1));

        Assert.Equal(1, table.Count);
        Assert.Equal((10UL, 40UL), (table[0]->Start, table[0]->End));
    }

    [Fact]
    public void A_gap_at_the_very_end_counts_and_one_that_is_too_short_does_not()
    {
        using Rows rows = new(Capacity);
        AreaTable table = new(rows.Start, Capacity);
        Assert.True(table.TrySet(0, 90, 1));

        Assert.True(table.TryFindGap(0, 100, 10, out ulong start));
        Assert.Equal(90UL, start);
        Assert.False(table.TryFindGap(0, 100, 11, out _));
        Assert.False(table.TryFindGap(0, 80, 1, out _));
    }

    private static void Run(int capacity, (int Start, int Length, int Protection)[] operations)
    {
        using Rows rows = new(capacity);
        AreaTable table = new(rows.Start, capacity);
        AreaModel model = new(Places);
        foreach ((int start, int length, int protection) in operations)
        {
            int end = start + length;
            bool done = protection == 0
                ? table.TryClear((ulong)start, (ulong)end)
                : table.TrySet((ulong)start, (ulong)end, (uint)protection);
            if (done)
            {
                model.Set(start, end, protection == 0 ? null : (uint)protection);
            }
            else
            {
                Assert.True(table.Count + 2 > capacity, "refused although there was room");
            }

            AssertSame(table, model);
        }
    }

    private static void AssertSame(AreaTable table, AreaModel model)
    {
        List<(int Start, int End, uint Protection)> rows = [];
        for (int i = 0; i < table.Count; i++)
        {
            rows.Add(((int)table[i]->Start, (int)table[i]->End, table[i]->Protection));
        }

        Assert.Equal(model.Rows(), rows);
        for (int place = 0; place < Places; place++)
        {
            MemoryArea* area = table.Find((ulong)place);
            Assert.Equal(model[place], area == null ? null : area->Protection);
            int end = Math.Min(Places, place + 7);
            Assert.Equal(model.Covers(place, end), table.Covers((ulong)place, (ulong)end));
            int? gap = model.Gap(place, Places, 5);
            Assert.Equal(gap is not null, table.TryFindGap((ulong)place, Places, 5, out ulong found));
            Assert.True(gap is null || (int)found == gap);
        }
    }

    private static Arbitrary<(int Start, int Length, int Protection)[]> Operations() =>
        Gen.Choose(0, Places - 10)
            .Zip(Gen.Choose(1, 10), static (start, length) => (start, length))
            .Zip(Gen.Choose(0, 3), static (range, protection) => (range.start, range.length, protection))
            .ArrayOf().ToArbitrary();

    /// <summary>Memory for a table, on the host's heap.</summary>
    private sealed class Rows(int count) : IDisposable
    {
        public MemoryArea* Start { get; } = (MemoryArea*)NativeMemory.AllocZeroed((nuint)(count * sizeof(MemoryArea)));

        public void Dispose() => NativeMemory.Free(Start);
    }
}
