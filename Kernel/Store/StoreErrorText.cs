using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The names by which xenstored answers errors.</summary>
/// <remarks>Xen: xsd_errors, public/io/xs_wire.h.</remarks>
internal static class StoreErrorText
{
    /// <summary>The error of a name; <see cref="XenErrno.BadMessage"/> of a name that is not known here.</summary>
    /// <remarks>EQUOTA is oxenstored's; the other daemon answers ENOSPC where a quota is used up.</remarks>
    internal static XenErrno Parse(ReadOnlySpan<byte> name)
    {
        return name.Length switch
        {
            3 => name.SequenceEqual("EIO"u8) ? XenErrno.InputOutput : XenErrno.BadMessage,
            5 => OfFive(name),
            6 => OfSix(name),
            7 => name.SequenceEqual("EISCONN"u8) ? XenErrno.Connected : XenErrno.BadMessage,
            9 => name.SequenceEqual("ENOTEMPTY"u8) ? XenErrno.NotEmpty : XenErrno.BadMessage,
            _ => XenErrno.BadMessage,
        };
    }

    private static XenErrno OfFive(ReadOnlySpan<byte> name)
    {
        return name.SequenceEqual("EROFS"u8) ? XenErrno.ReadOnly
            : name.SequenceEqual("EBUSY"u8) ? XenErrno.Busy
            : name.SequenceEqual("E2BIG"u8) ? XenErrno.TooBig
            : name.SequenceEqual("EPERM"u8) ? XenErrno.NotPermitted
            : XenErrno.BadMessage;
    }

    private static XenErrno OfSix(ReadOnlySpan<byte> name)
    {
        return name.SequenceEqual("EINVAL"u8) ? XenErrno.InvalidArgument
            : name.SequenceEqual("EACCES"u8) ? XenErrno.AccessDenied
            : name.SequenceEqual("EEXIST"u8) ? XenErrno.AlreadyExists
            : name.SequenceEqual("EISDIR"u8) ? XenErrno.IsDirectory
            : name.SequenceEqual("ENOENT"u8) ? XenErrno.NotFound
            : name.SequenceEqual("ENOMEM"u8) ? XenErrno.OutOfMemory
            : name.SequenceEqual("ENOSPC"u8) || name.SequenceEqual("EQUOTA"u8) ? XenErrno.NoSpace
            : name.SequenceEqual("ENOSYS"u8) ? XenErrno.NotImplemented
            : name.SequenceEqual("EAGAIN"u8) ? XenErrno.TryAgain
            : XenErrno.BadMessage;
    }
}
