using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

[Collection(nameof(MachineState))]
public unsafe class RunQueueTests
{
    private const int Take = 3;

    [Fact]
    public void Any_pushing_and_taking_is_that_of_a_list()
    {
        Prop.ForAll(Gen.Choose(0, Take).ArrayOf().ToArbitrary(), static operations =>
        {
            MachineState.Reset(typeof(RunQueue));
            using ThreadBlocks threads = new(operations.Length);
            LinkedList<(int Id, bool IsImpatient)> model = [];
            for (int i = 0; i < operations.Length; i++)
            {
                switch (operations[i])
                {
                    case 0:
                        RunQueue.PushBack(threads[i]);
                        model.AddLast((i, false));
                        break;
                    case 1:
                        RunQueue.PushFront(threads[i]);
                        model.AddFirst((i, false));
                        break;
                    case 2:
                        RunQueue.PushImpatient(threads[i]);
                        model.AddLast((i, true));
                        break;
                    default:
                        AssertTakes(model);
                        break;
                }

                Assert.Equal(model.Count == 0, RunQueue.IsEmpty);
                Assert.Equal(model.Any(static thread => thread.IsImpatient), RunQueue.HasImpatient);
            }

            while (model.Count > 0)
            {
                AssertTakes(model);
            }

            Assert.True(RunQueue.IsEmpty);
            Assert.False(RunQueue.HasImpatient);
        }).QuickCheckThrowOnFailure();
    }

    private static void AssertTakes(LinkedList<(int Id, bool IsImpatient)> model)
    {
        ThreadBlock* taken = RunQueue.TakeFirst();
        Assert.Equal(model.First?.Value.Id, taken == null ? null : taken->Id);
        if (model.Count > 0)
        {
            model.RemoveFirst();
        }
    }
}
