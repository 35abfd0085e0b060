using System;
using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <summary>The names by which xenstored answers errors.</summary>
internal static class ModelStoreErrorText
{
    internal static string Of(XenErrno error) => error switch
    {
        XenErrno.InvalidArgument => "EINVAL",
        XenErrno.AccessDenied => "EACCES",
        XenErrno.AlreadyExists => "EEXIST",
        XenErrno.NotFound => "ENOENT",
        XenErrno.NoSpace => "ENOSPC",
        XenErrno.NotImplemented => "ENOSYS",
        XenErrno.Busy => "EBUSY",
        XenErrno.TryAgain => "EAGAIN",
        XenErrno.TooBig => "E2BIG",
        XenErrno.NotPermitted => "EPERM",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "xenstored has no such error."),
    };
}
