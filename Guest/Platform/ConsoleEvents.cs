using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Platform;

/// <summary>Takes the events of the console's ring for Machine, which has the ring and takes no events.</summary>
internal static class ConsoleEvents
{
    /// <summary>Binds the port that the toolstack made, if it made one.</summary>
    /// <remarks>Where Xen does not know the port Machine looks at the ring by itself, as it did before: later, but nothing is lost.</remarks>
    internal static void Take(EventChannelBinder binder, EventPort port)
    {
        if (port.Value == 0)
        {
            return;
        }

        XenResult<EventChannel> channel = binder.Claim(port, static _ => MachinePlatform.TakeConsoleEvent());
        if (channel.Succeeded)
        {
            channel.Value.Unmask();
            MachinePlatform.TakeConsoleEvent();
        }
    }
}
