using System;

namespace XenGuest.Testing;

/// <summary>The locks of Xen that matter for what several vCPUs do to one port, or one grant, at once.</summary>
/// <remarks>
/// Each stands for all of its kind. That of a port is shared in Xen by whoever raises or unmasks, so two of these go on at once there,
/// and one after the other here.
/// </remarks>
[Flags]
internal enum XenLocks
{
    /// <summary>The lock of each port: its state stays as it is, but not the vCPU that it notifies. Xen: struct evtchn, lock.</summary>
    Ports = 1,

    /// <summary>The lock of each domain's table of ports. Xen: struct domain, event_lock.</summary>
    Table = 2,

    /// <summary>Of every domain the locks of its grant table and of its entries. Xen: struct grant_table, lock, and what belongs to it.</summary>
    Grants = 4,

    /// <summary>Both that event channels have.</summary>
    All = Ports | Table,
}
