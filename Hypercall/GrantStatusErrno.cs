using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The error number that stands for each status of a grant operation: every status has one of its own.</summary>
public static class GrantStatusErrno
{
    /// <summary>Names a status as an error number.</summary>
    /// <param name="status">What Xen answered for one structure.</param>
    /// <returns><see cref="XenErrno.None"/>: done; or
    /// <see cref="XenErrno.InputOutput"/>: GNTST_general_error, failed for no reason below: the entry grants nothing, or
    /// not to the caller, or only reading; or it is used as often as Xen counts;
    /// <see cref="XenErrno.NoSuchDomain"/>: GNTST_bad_domain, there is no such domain;
    /// <see cref="XenErrno.NotFound"/>: GNTST_bad_gntref, the table has no such reference, or the flags ask for no mapping;
    /// <see cref="XenErrno.BadDescriptor"/>: GNTST_bad_handle, nothing is mapped under the handle;
    /// <see cref="XenErrno.BadAddress"/>: GNTST_bad_virt_addr, not an address to map at;
    /// <see cref="XenErrno.NoSuchAddress"/>: GNTST_bad_dev_addr, not the device address of the mapping;
    /// <see cref="XenErrno.NoBuffers"/>: GNTST_no_device_space, no room in the I/O MMU;
    /// <see cref="XenErrno.NotPermitted"/>: GNTST_permission_denied, not allowed to the caller;
    /// <see cref="XenErrno.AddressNotAvailable"/>: GNTST_bad_page, no page for this behind the frame;
    /// <see cref="XenErrno.OutOfRange"/>: GNTST_bad_copy_arg, a copy across the end of a page;
    /// <see cref="XenErrno.TooBig"/>: GNTST_address_too_big, the page lies beyond the receiver's reach;
    /// <see cref="XenErrno.TryAgain"/>: GNTST_eagain, not done, and trying again may succeed;
    /// <see cref="XenErrno.NoSpace"/>: GNTST_no_space, the caller has all the mappings that it may have;
    /// <see cref="XenErrno.BadMessage"/>: a status that public/grant_table.h does not have.</returns>
    /// <remarks>Context: any. Allocates nothing. Xen: GNTST_*, public/grant_table.h.</remarks>
    public static XenErrno Of(GrantStatus status) => status switch
    {
        GrantStatus.Okay => XenErrno.None,
        GrantStatus.GeneralError => XenErrno.InputOutput,
        GrantStatus.BadDomain => XenErrno.NoSuchDomain,
        GrantStatus.BadReference => XenErrno.NotFound,
        GrantStatus.BadHandle => XenErrno.BadDescriptor,
        GrantStatus.BadVirtualAddress => XenErrno.BadAddress,
        GrantStatus.BadDeviceAddress => XenErrno.NoSuchAddress,
        GrantStatus.NoDeviceSpace => XenErrno.NoBuffers,
        GrantStatus.PermissionDenied => XenErrno.NotPermitted,
        GrantStatus.BadPage => XenErrno.AddressNotAvailable,
        GrantStatus.BadCopyArgument => XenErrno.OutOfRange,
        GrantStatus.AddressTooBig => XenErrno.TooBig,
        GrantStatus.TryAgain => XenErrno.TryAgain,
        GrantStatus.NoSpace => XenErrno.NoSpace,
        _ => XenErrno.BadMessage,
    };
}
