namespace XenGuest.Kernel.Explored;

/// <summary>A channel is raised while its events are held back as nobody needs them, by one consumer, and let through by another.</summary>
/// <remarks>Whatever was held back is let through in the end, as a timer runs out for each time that something was.</remarks>
internal sealed class DeferScenario : GuestScenario
{
    private const ulong Now = 1000 * DeferredChannels.LongestNanoseconds;

    private readonly int[] _armed = new int[1];
    private readonly EventChannel _channel;
    private int _raised;
    private int _seen;

    public DeferScenario(EventAbi abi)
        : base(abi)
    {
        _channel = BindSelf(_ => _seen = _raised);
        for (int i = 1; i < DeferredChannels.SpuriousInARow; i++)
        {
            _channel.Consumed(EventUse.Spurious, Now);
        }

        AddThread("sender", () =>
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(_channel.Port);
        });
        AddThread("consumer", () => Consume(EventUse.Spurious), () => Consume(EventUse.Spurious));
        AddThread("other consumer", () => Consume(EventUse.Handled), () => Consume(EventUse.Spurious));
        AddThread("timer", () => _armed[0] != 0, () =>
        {
            while (Schedule.WaitUntil(() => _armed[0] != 0))
            {
                Schedule.StartAgain(0);
                Atomic.Exchange(ref _armed[0], 0);
                Guest.Binder.Deferred.Release(Now + (2 * DeferredChannels.LongestNanoseconds));
                Schedule.StartAgain(1);
            }
        });
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Describe(Places places)
    {
        base.Describe(places);
        places.AddLine(_armed);
        places.AddObject(Guest.Binder.Deferred, "deferred channels");
    }

    internal override void Check()
    {
        Require(!_channel.IsDeferred, "Events are held back for ever.");
        Require(_channel.IsMasked == Guest.Ports.IsMasked(_channel.Port), "Xen does not see the mask that is wanted.");
        Require(_seen == _raised, "An event was lost.");
    }

    private void Consume(EventUse use)
    {
        if (_channel.Consumed(use, Now) != DeferredChannels.Never)
        {
            Atomic.Exchange(ref _armed[0], 1);
        }
    }
}
