using System;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>A page of this domain that one other domain may use, until it is disposed of.</summary>
/// <remarks>
/// Where the other domain may write, it may do so at any moment: copy what is read out once, and check the copy. While it holds
/// the page a disposed one is in quarantine (<see cref="GuestGrants.QuarantinedCount"/>) and belongs to nobody.
/// </remarks>
public sealed unsafe class GrantedPage : IDisposable
{
    private readonly GuestGrants _owner;
    private readonly LentPage _page;
    private bool _isDisposed;

    internal GrantedPage(GuestGrants owner, LentPage page, DomainId domain, GrantAccess access, PageGrant grant, uint epoch)
    {
        _owner = owner;
        _page = page;
        Access = access;
        Domain = domain;
        Grant = grant;
        Epoch = epoch;
    }

    /// <summary>The domain that may use it.</summary>
    public DomainId Domain { get; private set; }

    /// <summary>What that domain may do.</summary>
    public GrantAccess Access { get; }

    /// <summary>Whether a restore has taken the grant away. The page and what is in it are there as before.</summary>
    public bool IsLost => Epoch != _owner.Epoch;

    /// <summary>What the other domain is told.</summary>
    /// <exception cref="ObjectDisposedException">The grant is over.</exception>
    /// <exception cref="InvalidOperationException">A restore has taken it away: see <see cref="Renew"/>.</exception>
    public GrantReference Reference
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return IsLost ? throw new InvalidOperationException("The domain was restored: the grant must be renewed before it is told to anybody.") : Grant.Reference;
        }
    }

    /// <summary>Where the page is. Of no use once this is disposed of: somebody else gets the page then.</summary>
    /// <exception cref="ObjectDisposedException">The grant is over.</exception>
    public void* Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _page.Address;
        }
    }

    /// <summary>Its 4096 bytes; see <see cref="Address"/>.</summary>
    /// <exception cref="ObjectDisposedException">The grant is over.</exception>
    public Span<byte> Bytes => new(Address, GuestFrame.Size);

    internal PageGrant Grant { get; private set; }

    internal uint Epoch { get; private set; }

    internal LentPage Page => _page;

    /// <summary>Grants the page once more, after a restore took the grant away; to the peer as it is numbered now.</summary>
    /// <param name="domain">The domain.</param>
    /// <exception cref="ObjectDisposedException">It is over.</exception>
    /// <exception cref="InvalidOperationException">The grant is not lost.</exception>
    /// <exception cref="XenException">As <see cref="GuestGrants.Grant"/>.</exception>
    public void Renew(DomainId domain)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _owner.GrantAgain(this, domain);
    }

    /// <summary>Takes the place of the grant that a restore took away. Context: under the owner's lock.</summary>
    internal void Take(PageGrant grant, DomainId domain, uint epoch)
    {
        Grant = grant;
        Domain = domain;
        Epoch = epoch;
    }

    /// <summary>Ends the grant. A second time does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _owner.End(this);
        }
    }
}
