using System;

namespace XenGuest.Kernel.Tests.Events;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void Notifying_dispatching_masking_and_unmasking_allocate_nothing(EventAbi abi)
    {
        int calls = 0;
        using Scene<ulong> scene = new(abi);
        EventChannel channel = scene.BindSelf(_ => calls++);
        Exercise(scene, channel, 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(scene, channel, 1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(4000, calls);
    }

    private static void Exercise(Scene<ulong> scene, EventChannel channel, int times)
    {
        for (int i = 0; i < times; i++)
        {
            channel.Notify();
            scene.Dispatcher.Dispatch();
            channel.Mask();
            channel.Notify();
            channel.Unmask();
            scene.Dispatcher.Dispatch();
        }
    }
}
