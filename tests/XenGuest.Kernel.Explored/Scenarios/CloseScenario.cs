using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Explored;

/// <summary>A channel is closed while it is raised.</summary>
/// <remarks>
/// The handler is called at most once more, for an event taken before, and never when the port is closed in Xen. That
/// happens once.
/// </remarks>
internal sealed class CloseScenario : GuestScenario
{
    private readonly EventChannel _channel;
    private bool _closed;
    private int _late;

    public CloseScenario(EventAbi abi)
        : base(abi)
    {
        _channel = BindSelf(_ => TakeEvent());
        AddThread("sender", () =>
        {
            _channel.Notify();
            _channel.Notify();
        });
        AddThread("closer", () =>
        {
            _channel.Close();
            _closed = true;
        });
    }

    private int Closes => Domain.Vcpus[0].CountOf(EventChannelCommand.Close);

    internal override ulong? State => Hash.Of(_closed ? 1 : 0, _late, Closes);

    internal override void Check()
    {
        Require(Closes == 1, "The port was not closed once.");
        Require(Guest.Ports.IsMasked(_channel.Port), "A closed port is not masked.");
        Require(!Guest.Ports.IsPending(_channel.Port), "A closed port is pending.");
    }

    private void TakeEvent()
    {
        _late += _closed ? 1 : 0;
        Require(_late <= 1, "The handler was called again after Close had returned.");
        Require(Closes == 0, "The handler was called after the port was closed in Xen.");
    }
}
