namespace XenGuest;

/// <summary>What a toolstack wants of a domain (control/shutdown in xenstore).</summary>
public enum PowerRequest
{
    /// <summary>To end: <c>poweroff</c>.</summary>
    PowerOff,

    /// <summary>The same, by another word: <c>halt</c>.</summary>
    Halt,

    /// <summary>To end, and to be started anew: <c>reboot</c>.</summary>
    Reboot,

    /// <summary>To stop, to be saved: <c>suspend</c>.</summary>
    Suspend,
}
