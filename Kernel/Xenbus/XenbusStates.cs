using System;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>A set of states.</summary>
[Flags]
public enum XenbusStates
{
    /// <summary>None at all.</summary>
    None = 0,

    /// <summary><see cref="XenbusState.Unknown"/>: nothing was said, or what was said is gone.</summary>
    Unknown = 1 << (int)XenbusState.Unknown,

    /// <summary><see cref="XenbusState.Initialising"/>.</summary>
    Initialising = 1 << (int)XenbusState.Initialising,

    /// <summary><see cref="XenbusState.InitWait"/>.</summary>
    InitWait = 1 << (int)XenbusState.InitWait,

    /// <summary><see cref="XenbusState.Initialised"/>.</summary>
    Initialised = 1 << (int)XenbusState.Initialised,

    /// <summary><see cref="XenbusState.Connected"/>.</summary>
    Connected = 1 << (int)XenbusState.Connected,

    /// <summary><see cref="XenbusState.Closing"/>.</summary>
    Closing = 1 << (int)XenbusState.Closing,

    /// <summary><see cref="XenbusState.Closed"/>.</summary>
    Closed = 1 << (int)XenbusState.Closed,

    /// <summary><see cref="XenbusState.Reconfiguring"/>.</summary>
    Reconfiguring = 1 << (int)XenbusState.Reconfiguring,

    /// <summary><see cref="XenbusState.Reconfigured"/>.</summary>
    Reconfigured = 1 << (int)XenbusState.Reconfigured,

    /// <summary>All in which a device is neither unknown nor ending.</summary>
    Alive = Initialising | InitWait | Initialised | Connected | Reconfiguring | Reconfigured,
}
