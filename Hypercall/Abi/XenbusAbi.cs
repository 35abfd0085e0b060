// xen/include/public/io/xenbus.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/io/xenbus.h
namespace XenGuest.Hypercall.Abi;

/// <summary>What one end of a device says of itself, as a decimal number in its node <c>state</c>.</summary>
[XenConstants("io/xenbus.h")]
public enum XenbusState : uint
{
    /// <summary>Nothing has been said.</summary>
    [XenConstant("XenbusStateUnknown")] Unknown = 0,

    /// <summary>It is there, and no more.</summary>
    [XenConstant("XenbusStateInitialising")] Initialising = 1,

    /// <summary>It has said what it can do, and waits for what its peer has to say.</summary>
    [XenConstant("XenbusStateInitWait")] InitWait = 2,

    /// <summary>It has said all, and waits for its peer to connect.</summary>
    [XenConstant("XenbusStateInitialised")] Initialised = 3,

    /// <summary>It is ready.</summary>
    [XenConstant("XenbusStateConnected")] Connected = 4,

    /// <summary>It is ending its use of what both share.</summary>
    [XenConstant("XenbusStateClosing")] Closing = 5,

    /// <summary>It uses nothing any more.</summary>
    [XenConstant("XenbusStateClosed")] Closed = 6,

    /// <summary>It changes what it has said, while connected.</summary>
    [XenConstant("XenbusStateReconfiguring")] Reconfiguring = 7,

    /// <summary>It has taken note of the change.</summary>
    [XenConstant("XenbusStateReconfigured")] Reconfigured = 8,
}
