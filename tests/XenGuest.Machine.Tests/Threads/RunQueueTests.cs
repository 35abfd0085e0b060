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
    private const int CpuCount = 3;
    private const int Take = 3;
    private const int AnyCpu = (1 << CpuCount) - 1;

    [Fact]
    public void Any_pushing_and_taking_is_that_of_a_list_from_which_each_CPU_takes_what_it_may()
    {
        Gen<(int Operation, int Cpus)> operation = Gen.Choose(0, Take).SelectMany(static kind => Gen.Choose(1, AnyCpu).Select(cpus => (kind, cpus)));
        Prop.ForAll(operation.ArrayOf().ToArbitrary(), static operations =>
        {
            using CpuBlocks cpus = new(CpuCount);
            using ThreadBlocks threads = new(operations.Length);
            LinkedList<(int Id, bool IsImpatient, int Cpus)> model = [];
            for (int i = 0; i < operations.Length; i++)
            {
                (int kind, int allowed) = operations[i];
                Restrict(threads[i], allowed);
                switch (kind)
                {
                    case 0:
                        RunQueue.PushBack(threads[i]);
                        model.AddLast((i, false, allowed));
                        break;
                    case 1:
                        RunQueue.PushFront(threads[i]);
                        model.AddFirst((i, false, allowed));
                        break;
                    case 2:
                        RunQueue.PushImpatient(threads[i]);
                        model.AddLast((i, true, allowed));
                        break;
                    default:
                        AssertTakes(cpus, i % CpuCount, model);
                        break;
                }

                AssertHas(cpus, model);
            }

            for (int cpu = 0; cpu < CpuCount; cpu++)
            {
                while (model.Any(thread => Allows(thread.Cpus, cpu)))
                {
                    AssertTakes(cpus, cpu, model);
                    AssertHas(cpus, model);
                }
            }

            Assert.True(RunQueue.First == null);
            Assert.False(RunQueue.HasRestricted);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_thread_that_waits_can_be_told_to_run_elsewhere()
    {
        using CpuBlocks cpus = new(CpuCount);
        using ThreadBlocks threads = new(1);
        RunQueue.PushBack(threads[0]);

        Restrict(threads[0], 0b100);
        Assert.False(RunQueue.HasFor(cpus[0]));
        Assert.True(RunQueue.HasRestricted);

        Restrict(threads[0], AnyCpu);
        Assert.True(RunQueue.HasFor(cpus[0]));
        Assert.False(RunQueue.HasRestricted);
    }

    [Fact]
    public void A_thread_is_not_left_without_a_CPU()
    {
        using CpuBlocks cpus = new(CpuCount);
        using ThreadBlocks threads = new(1);
        ulong* none = stackalloc ulong[Affinity.Words] { 1UL << CpuCount, 1 };

        Assert.False(Affinity.TryRestrict(threads[0], none));
        Assert.Equal((ulong)AnyCpu, Affinity.Get(threads[0], 0));
    }

    private static void Restrict(ThreadBlock* thread, int allowed)
    {
        ulong* words = stackalloc ulong[Affinity.Words] { (ulong)allowed, 0 };
        if (RunQueue.First != thread)
        {
            thread->State = ThreadState.Running;
        }

        Assert.True(Affinity.TryRestrict(thread, words));
    }

    private static bool Allows(int allowed, int cpu) => (allowed & (1 << cpu)) != 0;

    private static void AssertHas(CpuBlocks cpus, LinkedList<(int Id, bool IsImpatient, int Cpus)> model)
    {
        for (int cpu = 0; cpu < CpuCount; cpu++)
        {
            Assert.Equal(model.Any(thread => Allows(thread.Cpus, cpu)), RunQueue.HasFor(cpus[cpu]));
            Assert.Equal(model.Any(thread => thread.IsImpatient && Allows(thread.Cpus, cpu)), RunQueue.HasImpatientFor(cpus[cpu]));
        }
    }

    private static void AssertTakes(CpuBlocks cpus, int cpu, LinkedList<(int Id, bool IsImpatient, int Cpus)> model)
    {
        ThreadBlock* taken = RunQueue.TakeFirst(cpus[cpu]);
        LinkedListNode<(int Id, bool IsImpatient, int Cpus)>? expected = model.First;
        while (expected != null && !Allows(expected.Value.Cpus, cpu))
        {
            expected = expected.Next;
        }

        Assert.Equal(expected?.Value.Id, taken == null ? null : taken->Id);
        if (expected != null)
        {
            model.Remove(expected);
        }
    }
}
