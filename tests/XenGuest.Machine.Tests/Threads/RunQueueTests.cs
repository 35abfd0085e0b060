using System.Collections.Generic;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

[Collection(nameof(MachineState))]
public unsafe class RunQueueTests
{
    private const int Take = 2;

    [Fact]
    public void Any_pushing_and_taking_is_that_of_a_list()
    {
        Prop.ForAll(Gen.Choose(0, Take).ArrayOf().ToArbitrary(), static operations =>
        {
            MachineState.Reset(typeof(RunQueue));
            using ThreadBlocks threads = new(operations.Length);
            LinkedList<int> model = [];
            for (int i = 0; i < operations.Length; i++)
            {
                switch (operations[i])
                {
                    case 0:
                        RunQueue.PushBack(threads[i]);
                        model.AddLast(i);
                        break;
                    case 1:
                        RunQueue.PushFront(threads[i]);
                        model.AddFirst(i);
                        break;
                    default:
                        AssertTakes(model);
                        break;
                }

                Assert.Equal(model.Count == 0, RunQueue.IsEmpty);
            }

            while (model.Count > 0)
            {
                AssertTakes(model);
            }

            Assert.True(RunQueue.IsEmpty);
        }).QuickCheckThrowOnFailure();
    }

    private static void AssertTakes(LinkedList<int> model)
    {
        ThreadBlock* taken = RunQueue.TakeFirst();
        Assert.Equal(model.First?.Value, taken == null ? null : taken->Id);
        if (model.Count > 0)
        {
            model.RemoveFirst();
        }
    }
}
