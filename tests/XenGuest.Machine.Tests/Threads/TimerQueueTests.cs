using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

[Collection(nameof(MachineState))]
public unsafe class TimerQueueTests
{
    [Fact]
    public void Threads_expire_in_the_order_of_their_deadlines_and_at_one_time_in_the_order_of_their_coming()
    {
        Arbitrary<(int Deadline, bool Removed)[]> sleepers = Gen.Choose(0, 20).Zip(Gen.Elements(true, false, false), static (deadline, removed) => (deadline, removed)).ArrayOf().ToArbitrary();
        Prop.ForAll(sleepers, static sleepers =>
        {
            MachineState.Reset(typeof(TimerQueue));
            using ThreadBlocks threads = new(sleepers.Length);
            for (int i = 0; i < sleepers.Length; i++)
            {
                TimerQueue.Add(threads[i], (ulong)sleepers[i].Deadline);
            }

            for (int i = 0; i < sleepers.Length; i++)
            {
                if (sleepers[i].Removed)
                {
                    TimerQueue.Remove(threads[i]);
                    TimerQueue.Remove(threads[i]);
                }
            }

            List<int> left = [.. Enumerable.Range(0, sleepers.Length).Where(i => !sleepers[i].Removed).OrderBy(i => sleepers[i].Deadline)];
            Assert.Equal(left.Count == 0 ? ulong.MaxValue : (ulong)sleepers[left[0]].Deadline, TimerQueue.FirstDeadline);
            List<int> expired = [];
            for (ulong now = 0; now <= 20; now++)
            {
                for (ThreadBlock* thread = TimerQueue.TakeExpired(now); thread != null; thread = TimerQueue.TakeExpired(now))
                {
                    Assert.Equal(now, thread->Deadline);
                    expired.Add(thread->Id);
                }
            }

            Assert.Equal(left, expired);
            Assert.Equal(ulong.MaxValue, TimerQueue.FirstDeadline);
        }).QuickCheckThrowOnFailure();
    }
}
