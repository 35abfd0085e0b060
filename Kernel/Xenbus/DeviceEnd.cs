namespace XenGuest.Kernel;

/// <summary>Why a device is over, or has to be closed.</summary>
public enum DeviceEnd
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The peer closes its end, or has closed it: close this one.</summary>
    PeerClosed,

    /// <summary>The toolstack wants the device closed, and says so in this end's own state: close it.</summary>
    CloseRequested,

    /// <summary>The toolstack has removed the device.</summary>
    Removed,

    /// <summary>Under the same name stands another device now.</summary>
    Replaced,

    /// <summary>The domain of this end was restored: it has another number, and the device was that of the domain before.</summary>
    Restored,

    /// <summary>The peer's end is gone though it had not been closed.</summary>
    PeerGone,

    /// <summary>The peer went to a state that does not follow the one before.</summary>
    Backwards,

    /// <summary>The peer's state is no number of a state.</summary>
    MalformedState,

    /// <summary>What says who the peer is names no domain, or no path of that domain.</summary>
    MalformedLink,

    /// <summary>Something else that the peer has said is not what it should be.</summary>
    MalformedNode,

    /// <summary>The peer, or xenstored, did not do its next step in time.</summary>
    Stalled,

    /// <summary>xenstored refuses what belongs to this end: the toolstack gave it other permissions.</summary>
    Refused,

    /// <summary>The connection to xenstored is over.</summary>
    StoreLost,

    /// <summary>Its owner closed it.</summary>
    Closed,
}
