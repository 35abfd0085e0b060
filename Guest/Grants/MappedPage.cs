using System;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>A page of another domain that this one has mapped, until it is disposed of.</summary>
/// <remarks>The other domain may change it at any moment: copy what is read out once, and check the copy.</remarks>
public sealed unsafe class MappedPage : IDisposable
{
    private readonly GuestGrants _owner;
    private bool _isDisposed;

    internal MappedPage(GuestGrants owner, GrantMapping mapping, uint epoch)
    {
        _owner = owner;
        Mapping = mapping;
        Epoch = epoch;
    }

    /// <summary>Whose page it is.</summary>
    public DomainId Domain => Mapping.Domain;

    /// <summary>The reference by which that domain grants it.</summary>
    public GrantReference Reference => Mapping.Reference;

    /// <summary>What may be done with it. Writing to one that may only be read is a fault.</summary>
    public GrantAccess Access => Mapping.Access;

    /// <summary>Whether a restore has taken the mapping away: nothing is there then, and it can only be disposed of.</summary>
    public bool IsLost => Epoch != _owner.Epoch;

    /// <summary>Where the page is. Once this is disposed of, nothing is there.</summary>
    /// <exception cref="ObjectDisposedException">It is not mapped any more.</exception>
    /// <exception cref="InvalidOperationException">A restore has taken the mapping away.</exception>
    public void* Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return IsLost ? throw new InvalidOperationException("The domain was restored: nothing is mapped there any more.") : Mapping.Place.Address;
        }
    }

    /// <summary>Its 4096 bytes; see <see cref="Address"/>.</summary>
    public Span<byte> Bytes => new(Address, GuestFrame.Size);

    internal GrantMapping Mapping { get; }

    internal uint Epoch { get; }

    /// <summary>Unmaps it. A second time does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _owner.Unmap(this);
        }
    }
}
