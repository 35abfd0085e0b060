// xen/include/public/errno.h at RELEASE-4.20.0
namespace XenGuest.Hypercall;

/// <summary>Xen's error numbers, positive. The enumeration is open: a number without a name keeps its value.</summary>
public enum XenErrno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>EPERM: the caller may not do this.</summary>
    NotPermitted = 1,

    /// <summary>ENOENT: no such thing.</summary>
    NotFound = 2,

    /// <summary>ESRCH: no such domain (no such process).</summary>
    NoSuchDomain = 3,

    /// <summary>EIO: input or output failed.</summary>
    InputOutput = 5,

    /// <summary>ENXIO: no such device or address.</summary>
    NoSuchAddress = 6,

    /// <summary>E2BIG: more than the call takes.</summary>
    TooBig = 7,

    /// <summary>ENOEXEC: not an executable.</summary>
    NotExecutable = 8,

    /// <summary>EBADF: bad descriptor.</summary>
    BadDescriptor = 9,

    /// <summary>ECHILD: no child.</summary>
    NoChild = 10,

    /// <summary>EAGAIN: not now; trying again may succeed.</summary>
    TryAgain = 11,

    /// <summary>ENOMEM: Xen or the domain is out of memory.</summary>
    OutOfMemory = 12,

    /// <summary>EACCES: a security policy refuses.</summary>
    AccessDenied = 13,

    /// <summary>EFAULT: an address given to Xen is not mapped.</summary>
    BadAddress = 14,

    /// <summary>EBUSY: in use.</summary>
    Busy = 16,

    /// <summary>EEXIST: already there.</summary>
    AlreadyExists = 17,

    /// <summary>EXDEV: a link across devices.</summary>
    CrossDevice = 18,

    /// <summary>ENODEV: no such device.</summary>
    NoSuchDevice = 19,

    /// <summary>ENOTDIR: not a directory.</summary>
    NotDirectory = 20,

    /// <summary>EISDIR: a directory.</summary>
    IsDirectory = 21,

    /// <summary>EINVAL: an argument is out of range.</summary>
    InvalidArgument = 22,

    /// <summary>ENFILE: the file table is full.</summary>
    FileTableFull = 23,

    /// <summary>EMFILE: too many open files.</summary>
    TooManyFiles = 24,

    /// <summary>ENOSPC: nothing is free.</summary>
    NoSpace = 28,

    /// <summary>EROFS: read only.</summary>
    ReadOnly = 30,

    /// <summary>EMLINK: too many links.</summary>
    TooManyLinks = 31,

    /// <summary>EDOM: an argument outside the function's domain.</summary>
    OutOfDomain = 33,

    /// <summary>ERANGE: out of range.</summary>
    OutOfRange = 34,

    /// <summary>EDEADLK: a deadlock would follow.</summary>
    Deadlock = 35,

    /// <summary>ENAMETOOLONG: a name is too long.</summary>
    NameTooLong = 36,

    /// <summary>ENOLCK: no lock is free.</summary>
    NoLock = 37,

    /// <summary>ENOSYS: this Xen has no such call, or not for this guest.</summary>
    NotImplemented = 38,

    /// <summary>ENOTEMPTY: not empty.</summary>
    NotEmpty = 39,

    /// <summary>ENODATA: no data.</summary>
    NoData = 61,

    /// <summary>ETIME: a moment that is over.</summary>
    TimeExpired = 62,

    /// <summary>EBADMSG: not a message.</summary>
    BadMessage = 74,

    /// <summary>EOVERFLOW: a value does not fit its type.</summary>
    Overflow = 75,

    /// <summary>EILSEQ: an illegal byte sequence.</summary>
    IllegalSequence = 84,

    /// <summary>ENOTSOCK: not a socket.</summary>
    NotSocket = 88,

    /// <summary>EMSGSIZE: a message is too long.</summary>
    MessageTooLong = 90,

    /// <summary>EOPNOTSUPP: the operation exists and is not supported here.</summary>
    NotSupported = 95,

    /// <summary>EADDRINUSE: an address is in use.</summary>
    AddressInUse = 98,

    /// <summary>EADDRNOTAVAIL: an address is not available.</summary>
    AddressNotAvailable = 99,

    /// <summary>ENOBUFS: no buffer is free.</summary>
    NoBuffers = 105,

    /// <summary>EISCONN: already connected.</summary>
    Connected = 106,

    /// <summary>ENOTCONN: not connected.</summary>
    NotConnected = 107,

    /// <summary>ETIMEDOUT: timed out.</summary>
    TimedOut = 110,

    /// <summary>ECONNREFUSED: refused.</summary>
    ConnectionRefused = 111,
}
