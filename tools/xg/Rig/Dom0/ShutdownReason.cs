namespace XenGuest.Xg.Rig.Dom0;

/// <summary>How a guest ended, by its own word or by Xen's (SHUTDOWN_* in xen/include/public/sched.h).</summary>
internal enum ShutdownReason
{
    PowerOff = 0,
    Reboot = 1,
    Suspend = 2,
    Crash = 3,
    Watchdog = 4,
    SoftReset = 5,
}
