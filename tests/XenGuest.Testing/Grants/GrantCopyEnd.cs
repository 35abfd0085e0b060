using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>One end of a copy while it goes on. Xen: struct gnttab_copy_buf, xen/common/grant_table.c.</summary>
internal sealed unsafe class GrantCopyEnd(ModelDomain owner, GrantAccess access)
{
    private uint _reference;
    private bool _isGrant;

    internal byte* Page { get; private set; }

    /// <summary>The first byte that may be used.</summary>
    internal int Start { get; private set; }

    /// <summary>How many may be.</summary>
    internal int Length { get; private set; }

    /// <summary>Xen: gnttab_copy_claim_buf, for a frame.</summary>
    internal GrantStatus ClaimFrame(ulong frame)
    {
        GrantStatus status = owner.Grants.FindPage(frame, access, out byte* page);
        Page = page;
        Length = XenGuest.Hypercall.GuestFrame.Size;
        return status;
    }

    /// <summary>Xen: gnttab_copy_claim_buf, for a reference.</summary>
    internal GrantStatus ClaimReference(uint reference, ModelDomain user)
    {
        GrantStatus status =
            owner.Grants.Acquire(reference, user.Id.Value, access, GrantTransitivity.Allowed, out ActiveGrant? active);
        if (active == null)
        {
            return status;
        }

        _reference = reference;
        _isGrant = true;
        Page = active.Page;
        Start = active.Start;
        Length = active.Length;
        return GrantStatus.Okay;
    }

    /// <summary>Xen: gnttab_copy_release_buf.</summary>
    internal void Release()
    {
        if (_isGrant)
        {
            owner.Grants.Release(_reference, access);
        }
    }
}
