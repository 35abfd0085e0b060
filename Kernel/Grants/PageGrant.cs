using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>A page, or part of one, that a domain may use until this is ended: whoever has this owns the grant.</summary>
/// <remarks>
/// Copies of it are the same grant. One that is left over when the grant is over, and its reference used for another, can
/// do nothing to the other: each use of a reference has a number of its own (it comes again after 2^30 uses).
/// </remarks>
public readonly struct PageGrant : IDisposable
{
    private readonly GrantTable? _table;
    private readonly int _generation;

    internal PageGrant(GrantTable table, GrantReference reference, int generation)
    {
        _table = table;
        Reference = reference;
        _generation = generation;
    }

    /// <summary>What the peer is told: the name of the grant in this domain's table.</summary>
    public GrantReference Reference { get; }

    /// <summary>What has become of it.</summary>
    public GrantState State => _table == null ? GrantState.Ended : _table.StateOf(Reference, _generation);

    /// <summary>Ends the grant, or tries to once more.</summary>
    /// <returns><see cref="XenErrno.None"/>: it is over, and the page the owner's alone; or
    /// <see cref="XenErrno.Busy"/>: the peer still holds the page: grant and page are quarantined, and this may be called
    /// again;
    /// <see cref="XenErrno.TryAgain"/>: another thread is ending it at this moment;
    /// <see cref="XenErrno.NotFound"/>: it is over already.</returns>
    /// <remarks>Context: any thread. No hypercall; allocates nothing; never waits.</remarks>
    public XenErrno Revoke() => _table == null ? XenErrno.NotFound : _table.End(Reference, _generation);

    /// <summary>As <see cref="Revoke"/>; what the peer still holds stays in the table's quarantine.</summary>
    public void Dispose() => Revoke();
}
