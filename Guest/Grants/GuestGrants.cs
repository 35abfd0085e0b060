using System;
using System.Collections.Generic;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Pages that this domain lets others use, and pages of others that it uses.</summary>
/// <remarks>
/// <para>Context: any thread, any time; nothing waits. What it gives owns what it stands for: disposal ends it.</para>
/// <para>A restore leaves Xen with an empty table and no mappings. Each page granted before then says <see cref="GrantedPage.IsLost"/> and gives its old reference to nobody; its owner renews it when it knows
/// its peer's new number, or disposes of it. Mappings cannot be renewed: the peer has to grant again.</para>
/// </remarks>
public sealed unsafe class GuestGrants
{
    private const int MostTries = 16;

    private readonly Lock _gate = new();
    private readonly GrantTableOperations _operations;
    private readonly PagePool _pool;
    private readonly HashSet<GrantedPage> _granted = [];
    private readonly HashSet<MappedPage> _mapped = [];
    private readonly List<GrantedPage> _quarantined = [];

    private GuestGrants(GrantTableOperations operations, PageSource pages, GrantTable table)
    {
        _operations = operations;
        _pool = new PagePool(pages);
        Table = table;
    }

    /// <summary>The domain's table, for drivers that grant pages of their own for each request. What it has granted is over after a restore.</summary>
    /// <remarks>No thread may be inside it while the domain is suspended: a driver stops before that.</remarks>
    public GrantTable Table { get; }

    /// <summary>How many pages are granted here and not disposed of.</summary>
    public int GrantedCount => Count(_granted);

    /// <summary>How many pages are mapped here and not disposed of.</summary>
    public int MappedCount => Count(_mapped);

    /// <summary>How many pages were disposed of while their peers held them, and are still held as far as is known.</summary>
    public int QuarantinedCount => Count(_quarantined);

    /// <summary>How many pages the machine has lent, for good.</summary>
    public int PagesTaken
    {
        get
        {
            lock (_gate)
            {
                return _pool.Taken;
            }
        }
    }

    /// <summary>How many of these nobody uses now.</summary>
    public int PagesFree
    {
        get
        {
            lock (_gate)
            {
                return _pool.Free;
            }
        }
    }

    /// <summary>How often the domain was restored: what was made before has another number and is lost.</summary>
    internal uint Epoch { get; private set; }

    /// <summary>Takes a page full of zeros and grants it to a domain.</summary>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="access">What it may do.</param>
    /// <returns>The page.</returns>
    /// <exception cref="XenException"><see cref="XenErrno.OutOfMemory"/>: there is no page; or see <see cref="GrantTable.Grant"/>.</exception>
    public GrantedPage Grant(DomainId domain, GrantAccess access)
    {
        lock (_gate)
        {
            CollectQuarantined();
            LentPage page = XenException.ValueOrThrow(_pool.TakePage(), "taking a page to grant");
            XenResult<PageGrant> grant = GrantFrame(page, domain, access);
            if (!grant.Succeeded)
            {
                _pool.ReturnPage(page);
                throw new XenException("granting a page", grant.Error);
            }

            GrantedPage granted = new(this, page, domain, access, grant.Value, Epoch);
            _granted.Add(granted);
            return granted;
        }
    }

    /// <summary>Maps a page that a domain grants to this one.</summary>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="reference">The reference that it has told; whatever that is, nothing worse than an error comes of it.</param>
    /// <param name="access">What is wanted.</param>
    /// <returns>The page.</returns>
    /// <exception cref="XenException"><see cref="XenErrno.OutOfMemory"/>: there is no place to map at; or see <see cref="GrantMapping.Map"/>.</exception>
    public MappedPage Map(DomainId domain, GrantReference reference, GrantAccess access)
    {
        lock (_gate)
        {
            LentPage window = XenException.ValueOrThrow(_pool.TakeWindow(), "taking a place to map at");
            XenResult<GrantMapping> mapping = GrantMapping.Map(_operations, domain, reference, access, window);
            if (!mapping.Succeeded)
            {
                // Kept as a place to map at: whether its memory is still there is not known.
                _pool.ReturnWindow(window);
                throw new XenException("mapping a page of another domain", mapping.Error);
            }

            MappedPage mapped = new(this, mapping.Value, Epoch);
            _mapped.Add(mapped);
            return mapped;
        }
    }

    /// <summary>Has Xen copy out of a page that a domain grants to this one, without mapping it.</summary>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="reference">The reference that it has told.</param>
    /// <param name="offset">Where in the page to begin, in bytes.</param>
    /// <param name="destination">Where the bytes go: at most what is left of the page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not within a page.</exception>
    /// <exception cref="XenException">There is no page to copy by, or see <see cref="GrantTableOperations.Copy"/>; what was at the
    /// destination is there still.</exception>
    public void CopyFrom(DomainId domain, GrantReference reference, int offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        lock (_gate)
        {
            LentPage between = XenException.ValueOrThrow(_pool.TakePage(), "taking a page to copy by");
            GnttabCopy<nuint> copy = default;
            copy.Source.Frame = reference.Value;
            copy.Source.Domain = domain.Value;
            copy.Source.Offset = (ushort)offset;
            copy.Destination.Frame = (nuint)between.Frame.Value;
            copy.Destination.Domain = DomainId.Self.Value;
            copy.Length = (ushort)destination.Length;
            copy.Flags = GrantCopyFlags.SourceIsReference;
            XenErrno error = Copy(&copy);
            if (error == XenErrno.None)
            {
                new ReadOnlySpan<byte>(between.Address, destination.Length).CopyTo(destination);
            }

            _pool.ReturnPage(between);
            XenException.ThrowIfFailed(error, "copying out of a page of another domain");
        }
    }

    /// <summary>Has Xen copy into a page that a domain grants to this one for writing, without mapping it.</summary>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="reference">The reference that it has told.</param>
    /// <param name="offset">Where in the page to begin, in bytes.</param>
    /// <param name="source">The bytes: at most what is left of the page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not within a page.</exception>
    /// <exception cref="XenException">There is no page to copy by, or see <see cref="GrantTableOperations.Copy"/>.</exception>
    public void CopyTo(DomainId domain, GrantReference reference, int offset, ReadOnlySpan<byte> source)
    {
        CheckRange(offset, source.Length);
        lock (_gate)
        {
            LentPage between = XenException.ValueOrThrow(_pool.TakePage(), "taking a page to copy by");
            source.CopyTo(new Span<byte>(between.Address, GuestFrame.Size));
            GnttabCopy<nuint> copy = default;
            copy.Source.Frame = (nuint)between.Frame.Value;
            copy.Source.Domain = DomainId.Self.Value;
            copy.Destination.Frame = reference.Value;
            copy.Destination.Domain = domain.Value;
            copy.Destination.Offset = (ushort)offset;
            copy.Length = (ushort)source.Length;
            copy.Flags = GrantCopyFlags.DestinationIsReference;
            XenErrno error = Copy(&copy);
            _pool.ReturnPage(between);
            XenException.ThrowIfFailed(error, "copying into a page of another domain");
        }
    }

    /// <summary>Looks once more which pages in quarantine their peers have let go. Granting does it too.</summary>
    /// <returns>How many came free.</returns>
    public int EndQuarantined()
    {
        lock (_gate)
        {
            return CollectQuarantined();
        }
    }

    internal static GuestGrants Open(Hypervisor hypervisor, PageSource pages, GrantVersion version) =>
        new(new GrantTableOperations(hypervisor), pages, XenException.ValueOrThrow(GrantTable.SetUp(hypervisor, pages, version), "setting up the grant table"));

    /// <summary>Keeps every other thread from the table while the domain is stopped, and takes over that of a restored one.</summary>
    /// <exception cref="XenException">The table cannot be taken over: see <see cref="GrantTable.GoOnRestored"/>.</exception>
    internal SuspendOutcome StandStill(Func<SuspendOutcome> stop)
    {
        lock (_gate)
        {
            SuspendOutcome outcome = stop();
            if (outcome == SuspendOutcome.Restored)
            {
                GoOnRestored();
            }

            return outcome;
        }
    }

    private void GoOnRestored()
    {
        Epoch++;
        foreach (GrantedPage page in _quarantined)
        {
            _pool.ReturnPage(page.Page);
        }

        _quarantined.Clear();
        XenException.ThrowIfFailed(Table.GoOnRestored(), "taking over the grant table again");
    }

    /// <summary>Grants a lost page once more: as long as it is somebody's, and once.</summary>
    internal void GrantAgain(GrantedPage page, DomainId domain)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(!_granted.Contains(page), page);
            if (!page.IsLost)
            {
                throw new InvalidOperationException("The grant stands: it cannot be renewed.");
            }

            page.Take(XenException.ValueOrThrow(GrantFrame(page.Page, domain, page.Access), "granting a page again"), domain, Epoch);
        }
    }

    internal void End(GrantedPage page)
    {
        lock (_gate)
        {
            if (!_granted.Remove(page))
            {
                return;
            }

            if (page.IsLost || page.Grant.Revoke() == XenErrno.None)
            {
                _pool.ReturnPage(page.Page);
            }
            else
            {
                _quarantined.Add(page);
            }
        }
    }

    internal void Unmap(MappedPage page)
    {
        lock (_gate)
        {
            if (_mapped.Remove(page) && (page.IsLost || page.Mapping.Unmap(_operations) == XenErrno.None))
            {
                _pool.ReturnWindow(page.Mapping.Place);
            }
        }
    }

    private static void CheckRange(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, GuestFrame.Size, nameof(offset));
    }

    private XenErrno Copy(GnttabCopy<nuint>* copy)
    {
        XenErrno error = _operations.Copy(copy, 1);
        return error == XenErrno.None ? GrantStatusErrno.Of(copy->Status) : error;
    }

    /// <summary>Grants a page; another thread that uses the table straight may be adding a frame just now.</summary>
    private XenResult<PageGrant> GrantFrame(LentPage page, DomainId domain, GrantAccess access)
    {
        XenResult<PageGrant> grant = Table.Grant(domain, page.Frame, access);
        for (int tries = 1; grant.Error == XenErrno.TryAgain && tries < MostTries; tries++)
        {
            Thread.Yield();
            grant = Table.Grant(domain, page.Frame, access);
        }

        return grant;
    }

    private int CollectQuarantined()
    {
        int ended = 0;
        for (int i = _quarantined.Count - 1; i >= 0; i--)
        {
            // NotFound: whoever uses the table straight has ended what is quarantined in it.
            if (_quarantined[i].Grant.Revoke() is XenErrno.None or XenErrno.NotFound)
            {
                _pool.ReturnPage(_quarantined[i].Page);
                _quarantined.RemoveAt(i);
                ended++;
            }
        }

        return ended;
    }

    private int Count<T>(IReadOnlyCollection<T> list)
    {
        lock (_gate)
        {
            return list.Count;
        }
    }
}
