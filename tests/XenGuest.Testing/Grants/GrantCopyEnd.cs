using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>One end of the copies of a hypercall. Xen: struct gnttab_copy_buf, xen/common/grant_table.c.</summary>
/// <param name="caller">Who copies.</param>
/// <param name="access">What is done to it.</param>
internal sealed unsafe class GrantCopyEnd(ModelDomain caller, GrantAccess access)
{
    private ModelDomain? _owner;
    private ushort _number;
    private ulong _claimed;
    private bool _isClaimed;
    private bool _isGrant;
    private int _start;
    private int _length;

    internal byte* Page { get; private set; }

    internal bool IsOf(ushort domain) => _owner != null && _number == domain;

    internal bool Contains(int offset, int length) => offset >= _start && offset + length <= _start + _length;

    /// <summary>Xen: gnttab_copy_lock_domain.</summary>
    internal GrantStatus FindOwner(ushort number)
    {
        _owner = caller.Host.Find(number, caller);
        _number = number;
        return _owner == null ? GrantStatus.BadDomain : GrantStatus.Okay;
    }

    internal void ForgetOwner() => _owner = null;

    /// <summary>Xen: gnttab_copy_buf_valid, gnttab_copy_claim_buf.</summary>
    internal GrantStatus Claim(ulong number, bool isReference)
    {
        if (_isClaimed && _isGrant == isReference && _claimed == number)
        {
            return GrantStatus.Okay;
        }

        Release();
        GrantStatus status = isReference ? ClaimReference((uint)number) : ClaimFrame(number);
        _isClaimed = status == GrantStatus.Okay;
        _isGrant = isReference;
        _claimed = number;
        return status;
    }

    /// <summary>Xen: gnttab_copy_release_buf.</summary>
    internal void Release()
    {
        if (_isClaimed && _isGrant)
        {
            _owner!.Grants.Release((uint)_claimed, access);
        }

        _isClaimed = false;
    }

    private GrantStatus ClaimFrame(ulong frame)
    {
        // Asked here and not with the domain: a source that is refused comes before it.
        if (_number != DomainId.Self.Value)
        {
            return GrantStatus.PermissionDenied;
        }

        GrantStatus status = _owner!.Grants.FindPage(frame, out byte* page);
        Page = page;
        _start = 0;
        _length = GuestFrame.Size;
        return status;
    }

    private GrantStatus ClaimReference(uint reference)
    {
        GrantStatus status =
            _owner!.Grants.Acquire(reference, caller.Id.Value, access, GrantTransitivity.Allowed, out ActiveGrant? active);
        if (active != null)
        {
            Page = active.Page;
            _start = active.Start;
            _length = active.Length;
        }

        return status;
    }
}
