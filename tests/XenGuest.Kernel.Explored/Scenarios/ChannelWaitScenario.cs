using System;

namespace XenGuest.Kernel.Explored;

/// <summary>The whole way of an event: from the hypercall that raises it to the code behind an await.</summary>
internal sealed class ChannelWaitScenario : GuestScenario
{
    private readonly GuestEventChannel _channel;
    private int _raised;

    public ChannelWaitScenario(EventAbi abi)
        : base(abi)
    {
        _channel = new GuestEventChannels(Guest.Binder, Guest.Dispatchers, TimeProvider.System, currentVcpu: null).BindInterprocessorInterrupt();
        AddThread("waiter", Wait);
        AddThread("pool", Waiting.RunPool);
        AddThread("sender", () =>
        {
            for (int i = 0; i < 2; i++)
            {
                Schedule.Point();
                _raised++;
                _channel.Notify();
            }
        });
    }

    private void Wait()
    {
        int ended = 0;
        for (int seen = 0; seen < 2; seen = _raised)
        {
            Waiting.Await(_channel.WaitAsync());
            ended++;
            Require(ended <= _raised, "An event ended two waits.");
        }
    }
}
