using System.Reflection;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;
using Xunit;

namespace XenGuest.Machine.Tests.Threads;

[Collection(nameof(MachineState))]
public unsafe class ThreadTableTests
{
    public ThreadTableTests() => MachineState.Reset(typeof(ThreadTable));

    [Fact]
    public void The_first_thread_has_the_id_of_the_process_and_each_is_found_by_its_own()
    {
        ThreadBlock* first = ThreadTable.Create();
        ThreadBlock* second = ThreadTable.Create();

        Assert.Equal(ThreadTable.ProcessId, first->Id);
        Assert.NotEqual(first->Id, second->Id);
        Assert.True(ThreadTable.Find(first->Id) == first && ThreadTable.Find(second->Id) == second);
        Assert.Equal(2, ThreadTable.Count);
    }

    [Fact]
    public void A_freed_thread_is_no_longer_found_and_its_frame_comes_back()
    {
        int before = FrameAllocator.Taken;
        ThreadBlock* first = ThreadTable.Create();
        ThreadBlock* second = ThreadTable.Create();
        ThreadBlock* third = ThreadTable.Create();
        int id = second->Id;
        ThreadTable.Free(second);

        Assert.True(ThreadTable.Find(id) == null);
        Assert.True(ThreadTable.Find(first->Id) == first && ThreadTable.Find(third->Id) == third);
        Assert.Equal(2, ThreadTable.Count);
        ThreadTable.Free(third);
        ThreadTable.Free(first);
        Assert.Equal(before, FrameAllocator.Taken);
    }

    [Fact]
    public void Ids_go_round_below_what_a_lock_can_hold_and_pass_those_in_use()
    {
        ThreadBlock* first = ThreadTable.Create();
        ThreadBlock* second = ThreadTable.Create();
        typeof(ThreadTable).GetField("s_lastId", BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, ThreadTable.MaximumId - 1);

        ThreadBlock* last = ThreadTable.Create();
        ThreadBlock* next = ThreadTable.Create();

        Assert.Equal(ThreadTable.MaximumId, last->Id);
        Assert.Equal((ThreadTable.ProcessId, ThreadTable.ProcessId + 1), (first->Id, second->Id));
        Assert.Equal(ThreadTable.ProcessId + 2, next->Id);
    }

    [Fact]
    public void A_new_thread_has_interrupts_on_and_the_floating_point_state_of_a_fresh_processor()
    {
        ThreadBlock* thread = ThreadTable.Create();

        Assert.Equal(0x202UL, thread->Registers.Flags);
        Assert.Equal(0x37F, *(ushort*)thread->FloatingPoint);
        Assert.Equal(0x1F80u, *(uint*)(thread->FloatingPoint + 24));
        Assert.Equal(0UL, (ulong)thread->FloatingPoint % 16);
    }

    [Fact]
    public void Without_a_frame_there_is_no_thread()
    {
        FrameAllocator.Limit = FrameAllocator.Taken;
        try
        {
            Assert.True(ThreadTable.Create() == null);
            Assert.Equal(0, ThreadTable.Count);
        }
        finally
        {
            FrameAllocator.Limit = int.MaxValue;
        }
    }
}
