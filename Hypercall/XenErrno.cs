// xen/include/public/errno.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/errno.h
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>Xen's error numbers, positive. The enumeration is open: a number without a name keeps its value.</summary>
[XenConstants("errno.h")]
public enum XenErrno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>EPERM: the caller may not do this.</summary>
    [XenConstant("XEN_EPERM")] NotPermitted = 1,

    /// <summary>ENOENT: no such thing.</summary>
    [XenConstant("XEN_ENOENT")] NotFound = 2,

    /// <summary>ESRCH: no such domain (no such process).</summary>
    [XenConstant("XEN_ESRCH")] NoSuchDomain = 3,

    /// <summary>EIO: input or output failed.</summary>
    [XenConstant("XEN_EIO")] InputOutput = 5,

    /// <summary>ENXIO: no such device or address.</summary>
    [XenConstant("XEN_ENXIO")] NoSuchAddress = 6,

    /// <summary>E2BIG: more than the call takes.</summary>
    [XenConstant("XEN_E2BIG")] TooBig = 7,

    /// <summary>ENOEXEC: not an executable.</summary>
    [XenConstant("XEN_ENOEXEC")] NotExecutable = 8,

    /// <summary>EBADF: bad descriptor.</summary>
    [XenConstant("XEN_EBADF")] BadDescriptor = 9,

    /// <summary>ECHILD: no child.</summary>
    [XenConstant("XEN_ECHILD")] NoChild = 10,

    /// <summary>EAGAIN: not now; trying again may succeed.</summary>
    [XenConstant("XEN_EAGAIN")] TryAgain = 11,

    /// <summary>ENOMEM: Xen or the domain is out of memory.</summary>
    [XenConstant("XEN_ENOMEM")] OutOfMemory = 12,

    /// <summary>EACCES: a security policy refuses.</summary>
    [XenConstant("XEN_EACCES")] AccessDenied = 13,

    /// <summary>EFAULT: an address given to Xen is not mapped.</summary>
    [XenConstant("XEN_EFAULT")] BadAddress = 14,

    /// <summary>EBUSY: in use.</summary>
    [XenConstant("XEN_EBUSY")] Busy = 16,

    /// <summary>EEXIST: already there.</summary>
    [XenConstant("XEN_EEXIST")] AlreadyExists = 17,

    /// <summary>EXDEV: a link across devices.</summary>
    [XenConstant("XEN_EXDEV")] CrossDevice = 18,

    /// <summary>ENODEV: no such device.</summary>
    [XenConstant("XEN_ENODEV")] NoSuchDevice = 19,

    /// <summary>ENOTDIR: not a directory.</summary>
    [XenConstant("XEN_ENOTDIR")] NotDirectory = 20,

    /// <summary>EISDIR: a directory.</summary>
    [XenConstant("XEN_EISDIR")] IsDirectory = 21,

    /// <summary>EINVAL: an argument is out of range.</summary>
    [XenConstant("XEN_EINVAL")] InvalidArgument = 22,

    /// <summary>ENFILE: the file table is full.</summary>
    [XenConstant("XEN_ENFILE")] FileTableFull = 23,

    /// <summary>EMFILE: too many open files.</summary>
    [XenConstant("XEN_EMFILE")] TooManyFiles = 24,

    /// <summary>ENOSPC: nothing is free.</summary>
    [XenConstant("XEN_ENOSPC")] NoSpace = 28,

    /// <summary>EROFS: read only.</summary>
    [XenConstant("XEN_EROFS")] ReadOnly = 30,

    /// <summary>EMLINK: too many links.</summary>
    [XenConstant("XEN_EMLINK")] TooManyLinks = 31,

    /// <summary>EDOM: an argument outside the function's domain.</summary>
    [XenConstant("XEN_EDOM")] OutOfDomain = 33,

    /// <summary>ERANGE: out of range.</summary>
    [XenConstant("XEN_ERANGE")] OutOfRange = 34,

    /// <summary>EDEADLK: a deadlock would follow.</summary>
    [XenConstant("XEN_EDEADLK")] Deadlock = 35,

    /// <summary>ENAMETOOLONG: a name is too long.</summary>
    [XenConstant("XEN_ENAMETOOLONG")] NameTooLong = 36,

    /// <summary>ENOLCK: no lock is free.</summary>
    [XenConstant("XEN_ENOLCK")] NoLock = 37,

    /// <summary>ENOSYS: this Xen has no such call, or not for this guest.</summary>
    [XenConstant("XEN_ENOSYS")] NotImplemented = 38,

    /// <summary>ENOTEMPTY: not empty.</summary>
    [XenConstant("XEN_ENOTEMPTY")] NotEmpty = 39,

    /// <summary>ENODATA: no data.</summary>
    [XenConstant("XEN_ENODATA")] NoData = 61,

    /// <summary>ETIME: a moment that is over.</summary>
    [XenConstant("XEN_ETIME")] TimeExpired = 62,

    /// <summary>EBADMSG: not a message.</summary>
    [XenConstant("XEN_EBADMSG")] BadMessage = 74,

    /// <summary>EOVERFLOW: a value does not fit its type.</summary>
    [XenConstant("XEN_EOVERFLOW")] Overflow = 75,

    /// <summary>EILSEQ: an illegal byte sequence.</summary>
    [XenConstant("XEN_EILSEQ")] IllegalSequence = 84,

    /// <summary>ENOTSOCK: not a socket.</summary>
    [XenConstant("XEN_ENOTSOCK")] NotSocket = 88,

    /// <summary>EMSGSIZE: a message is too long.</summary>
    [XenConstant("XEN_EMSGSIZE")] MessageTooLong = 90,

    /// <summary>EOPNOTSUPP: the operation exists and is not supported here.</summary>
    [XenConstant("XEN_EOPNOTSUPP")] NotSupported = 95,

    /// <summary>EADDRINUSE: an address is in use.</summary>
    [XenConstant("XEN_EADDRINUSE")] AddressInUse = 98,

    /// <summary>EADDRNOTAVAIL: an address is not available.</summary>
    [XenConstant("XEN_EADDRNOTAVAIL")] AddressNotAvailable = 99,

    /// <summary>ENOBUFS: no buffer is free.</summary>
    [XenConstant("XEN_ENOBUFS")] NoBuffers = 105,

    /// <summary>EISCONN: already connected.</summary>
    [XenConstant("XEN_EISCONN")] Connected = 106,

    /// <summary>ENOTCONN: not connected.</summary>
    [XenConstant("XEN_ENOTCONN")] NotConnected = 107,

    /// <summary>ETIMEDOUT: timed out.</summary>
    [XenConstant("XEN_ETIMEDOUT")] TimedOut = 110,

    /// <summary>ECONNREFUSED: refused.</summary>
    [XenConstant("XEN_ECONNREFUSED")] ConnectionRefused = 111,
}
