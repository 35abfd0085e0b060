namespace XenGuest.Kernel.Explored;

/// <summary>One consumer counts the spurious event that is one too many, while another has use for an event and then waits.</summary>
/// <remarks>Whichever is first: events are let through in the end, without any timer.</remarks>
internal sealed class ConsumedScenario : GuestScenario
{
    private readonly EventChannel _channel;

    public ConsumedScenario(EventAbi abi)
        : base(abi)
    {
        _channel = BindSelf(_ => { });
        for (int i = 1; i < DeferredChannels.SpuriousInARow; i++)
        {
            _channel.Consumed(EventUse.Spurious, 0);
        }

        AddThread("event thread", () => _channel.Consumed(EventUse.Spurious, 0));
        AddThread("consumer", () => _channel.Consumed(EventUse.Handled, 0));
    }

    internal override ulong? State => 0;

    internal override void Describe(Places places)
    {
        base.Describe(places);
        places.AddObject(Guest.Binder.Deferred, "deferred channels");
    }

    internal override void Check()
    {
        Require(!_channel.IsDeferred, "Events are held back from a consumer that waits.");
        Require(_channel.IsMasked == Guest.Ports.IsMasked(_channel.Port), "Xen does not see the mask that is wanted.");
    }
}
