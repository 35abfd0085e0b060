using System.Globalization;
using XenGuest.Hypercall;

namespace XenGuest.Conformance.Seeds;

/// <summary>Xen's names of its errors.</summary>
public static class ErrnoName
{
    /// <summary>The name of what a hypercall left in the register.</summary>
    public static string Of(long raw) => (XenErrno)(-raw) switch
    {
        XenErrno.NotPermitted => "EPERM",
        XenErrno.NotFound => "ENOENT",
        XenErrno.NoSuchDomain => "ESRCH",
        XenErrno.AccessDenied => "EACCES",
        XenErrno.BadAddress => "EFAULT",
        XenErrno.Busy => "EBUSY",
        XenErrno.AlreadyExists => "EEXIST",
        XenErrno.InvalidArgument => "EINVAL",
        XenErrno.NoSpace => "ENOSPC",
        XenErrno.NotImplemented => "ENOSYS",
        XenErrno.NotSupported => "EOPNOTSUPP",
        _ => raw.ToString(CultureInfo.InvariantCulture),
    };
}
