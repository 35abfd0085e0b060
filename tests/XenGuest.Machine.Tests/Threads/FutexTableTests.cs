using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Threads;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

[Collection(nameof(MachineState))]
public unsafe class FutexTableTests
{
    private const ulong Here = 0x1000_0000_0000;
    private const ulong There = 0x1000_0000_0004;

    // Another page's word with the same place in the table: address bits 2 to 9, folded with bits 12 to 19.
    private const ulong SameBucket = Here ^ (1UL << 2) ^ (1UL << 12);

    public FutexTableTests()
    {
        MachineState.Reset(typeof(FutexTable));
        MachineState.Reset(typeof(RunQueue));
    }

    [Fact]
    public void Who_waits_first_is_woken_first()
    {
        using ThreadBlocks threads = Waiting(4, Here);

        Assert.Equal(1, FutexTable.Wake(Here, 1, FutexTable.AllBits));
        Assert.Equal(2, FutexTable.Wake(Here, 2, FutexTable.AllBits));
        Assert.Equal(1, FutexTable.Wake(Here, 5, FutexTable.AllBits));
        Assert.Equal(0, FutexTable.Wake(Here, 5, FutexTable.AllBits));

        Assert.Equal([0, 1, 2, 3], WokenThreads.Take());
    }

    [Fact]
    public void Words_that_share_a_place_of_the_table_are_not_confused()
    {
        using ThreadBlocks threads = new(4);
        for (int i = 0; i < 4; i++)
        {
            FutexTable.Add(threads[i], i % 2 == 0 ? Here : SameBucket, FutexTable.AllBits);
        }

        Assert.Equal(2, FutexTable.Wake(SameBucket, int.MaxValue, FutexTable.AllBits));
        Assert.Equal([1, 3], WokenThreads.Take());
        Assert.Equal(0, FutexTable.Wake(There, int.MaxValue, FutexTable.AllBits));
        Assert.Equal(2, FutexTable.Wake(Here, int.MaxValue, FutexTable.AllBits));
    }

    [Fact]
    public void Only_those_are_woken_that_wait_for_one_of_the_bits()
    {
        using ThreadBlocks threads = new(3);
        for (int i = 0; i < 3; i++)
        {
            FutexTable.Add(threads[i], Here, 1u << i);
        }

        Assert.Equal(2, FutexTable.Wake(Here, int.MaxValue, 0b101));
        Assert.Equal([0, 2], WokenThreads.Take());
    }

    [Fact]
    public void Requeued_threads_wait_behind_those_that_are_there()
    {
        using ThreadBlocks threads = Waiting(3, Here);
        using ThreadBlocks others = new(1);
        others[0]->Id = 9;
        FutexTable.Add(others[0], There, FutexTable.AllBits);

        Assert.Equal(2, FutexTable.Requeue(Here, There, 2));
        Assert.Equal(3, FutexTable.Wake(There, int.MaxValue, FutexTable.AllBits));

        Assert.Equal([9, 0, 1], WokenThreads.Take());
        Assert.Equal(1, FutexTable.Wake(Here, int.MaxValue, FutexTable.AllBits));
    }

    [Fact]
    public void Requeueing_onto_itself_ends_counts_all_and_keeps_their_order()
    {
        using ThreadBlocks threads = Waiting(3, Here);

        Assert.Equal(3, FutexTable.Requeue(Here, Here, int.MaxValue));
        Assert.Equal(3, FutexTable.Wake(Here, int.MaxValue, FutexTable.AllBits));

        Assert.Equal([0, 1, 2], WokenThreads.Take());
    }

    [Fact]
    public void Requeueing_within_a_place_of_the_table_moves_each_once()
    {
        using ThreadBlocks threads = Waiting(3, Here);

        Assert.Equal(3, FutexTable.Requeue(Here, SameBucket, int.MaxValue));
        Assert.Equal(0, FutexTable.Wake(Here, int.MaxValue, FutexTable.AllBits));
        Assert.Equal(3, FutexTable.Wake(SameBucket, int.MaxValue, FutexTable.AllBits));
    }

    [Fact]
    public void Any_waiting_leaving_waking_and_requeueing_loses_nobody()
    {
        ulong[] words = [Here, There, SameBucket];
        Prop.ForAll(Gen.Choose(0, 11).ArrayOf().ToArbitrary(), operations =>
        {
            MachineState.Reset(typeof(FutexTable));
            MachineState.Reset(typeof(RunQueue));
            using ThreadBlocks threads = new(operations.Length);
            int waiting = 0;
            int left = 0;
            for (int i = 0; i < operations.Length; i++)
            {
                ulong word = words[operations[i] % 3];
                switch (operations[i] / 3)
                {
                    case 0:
                        FutexTable.Add(threads[i], word, FutexTable.AllBits);
                        waiting++;
                        break;
                    case 1 when i > 0 && threads[i - 1]->FutexAddress != 0:
                        FutexTable.Remove(threads[i - 1]);
                        FutexTable.Remove(threads[i - 1]);
                        left++;
                        break;
                    case 2:
                        FutexTable.Requeue(word, words[i % 3], 2);
                        break;
                    default:
                        FutexTable.Wake(word, 1, FutexTable.AllBits);
                        break;
                }
            }

            foreach (ulong word in words)
            {
                FutexTable.Wake(word, int.MaxValue, FutexTable.AllBits);
            }

            List<int> woken = WokenThreads.Take();
            Assert.Equal(waiting - left, woken.Count);
            Assert.Equal(woken.Count, woken.Distinct().Count());
        }).QuickCheckThrowOnFailure();
    }

    private static ThreadBlocks Waiting(int count, ulong word)
    {
        ThreadBlocks threads = new(count);
        for (int i = 0; i < count; i++)
        {
            FutexTable.Add(threads[i], word, FutexTable.AllBits);
        }

        return threads;
    }
}
