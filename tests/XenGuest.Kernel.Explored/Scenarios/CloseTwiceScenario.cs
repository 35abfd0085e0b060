using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Explored;

/// <summary>Two threads and the handler close a channel: one of them does, and the port is closed once.</summary>
internal sealed class CloseTwiceScenario : GuestScenario
{
    private int _closed;

    public CloseTwiceScenario(EventAbi abi)
        : base(abi)
    {
        EventChannel? channel = null;
        channel = BindSelf(_ => Close(channel!));
        AddThread("sender", () =>
        {
            channel.Notify();
            Close(channel);
        });
        AddThread("closer", () => Close(channel));
    }

    internal override ulong? State => Hash.Of(_closed, Domain.Vcpus[0].CountOf(EventChannelCommand.Close));

    internal override void Check()
    {
        Require(_closed == 1, "Not one of them closed the channel.");
        Require(Domain.Vcpus[0].CountOf(EventChannelCommand.Close) == 1, "The port was not closed once.");
    }

    private void Close(EventChannel channel)
    {
        if (channel.Close() == XenErrno.None)
        {
            _closed++;
        }
    }
}
