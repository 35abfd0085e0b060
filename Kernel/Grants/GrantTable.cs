using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>This domain's grant table: what it lets other domains use, page by page.</summary>
/// <remarks>
/// It grows by a frame when all references are in use, up to what Xen allows. The first 8 references are the tools' and
/// stay as they are. Granting and ending a grant are writes to memory: neither makes a hypercall (but for growing),
/// allocates or waits. Any thread may use it at any time.
/// A grant that is to end while the peer holds the page is quarantined: its reference is given to nobody until the peer has
/// let go, and its page must not be used for anything else.
/// Xen: public/grant_table.h.
/// </remarks>
public sealed class GrantTable
{
    private readonly GrantTableOperations _operations;
    private readonly GrantEntries _entries;
    private readonly GrantTableMemory _memory;
    private readonly GrantTableFrame?[] _frames;
    private int _frameCount;
    private int _firstFrame;
    private int _growing;
    private int _quarantined;

    private GrantTable(Hypervisor hypervisor, PageSource pages, GrantVersion version, uint maximumFrameCount)
    {
        _operations = new GrantTableOperations(hypervisor);
        Version = version;
        MaximumFrameCount = maximumFrameCount;
        _entries = version == GrantVersion.Two ? new GrantEntriesV2() : new GrantEntriesV1();
        _memory = new GrantTableMemory(hypervisor, pages, _entries);
        _frames = new GrantTableFrame?[maximumFrameCount];
    }

    /// <summary>The form of its entries.</summary>
    public GrantVersion Version { get; }

    /// <summary>How many frames it can have.</summary>
    public uint MaximumFrameCount { get; }

    /// <summary>How many frames it has.</summary>
    public int FrameCount => Atomic.Load(ref _frameCount);

    /// <summary>How many references it can have, the 8 of the tools among them.</summary>
    public uint MaximumReferenceCount => MaximumFrameCount * (uint)_entries.PerFrame;

    /// <summary>How many grants were to end while their peers held the pages, and still do as far as is known.</summary>
    public int QuarantinedCount => Atomic.Load(ref _quarantined);

    /// <summary>Takes over the domain's table, with one frame. There may be one such object, and no grant before it.</summary>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="pages">Where the pages come from: one for each frame, and of version 2 one for each 8 in addition.</param>
    /// <param name="version">The form of its entries, chosen here for good.</param>
    /// <returns>The table; or
    /// <see cref="XenErrno.NotImplemented"/>: this Xen has no grants, or not in that version;
    /// <see cref="XenErrno.Busy"/>: the version cannot be changed, because a peer holds a page already;
    /// <see cref="XenErrno.InvalidArgument"/>: there is no such version;
    /// <see cref="XenErrno.NoSpace"/>: the domain may have no frame;
    /// <see cref="XenErrno.OutOfMemory"/>: there is no page, or Xen has no memory;
    /// any other error of GNTTABOP_query_size, GNTTABOP_set_version or XENMEM_add_to_physmap.</returns>
    /// <remarks>Context: any thread. Allocates.
    /// Xen: GNTTABOP_query_size, GNTTABOP_get_version, GNTTABOP_set_version.</remarks>
    public static XenResult<GrantTable> SetUp(Hypervisor hypervisor, PageSource pages, GrantVersion version)
    {
        GrantTableOperations operations = new(hypervisor);
        XenResult<GrantTableSize> size = operations.QuerySize(DomainId.Self);
        XenErrno error = size.Succeeded ? Choose(operations, version) : size.Error;
        if (error != XenErrno.None)
        {
            return error;
        }

        GrantTable table = new(hypervisor, pages, version, size.Value.MaximumFrameCount);
        error = table.Grow(0);
        return error == XenErrno.None ? table : error;
    }

    /// <summary>Grants a page to a domain.</summary>
    /// <param name="domain">The domain, by its number; it need not exist yet. <see cref="DomainId.Self"/> means nobody.</param>
    /// <param name="frame">The page. Xen looks for it when the domain uses the grant.</param>
    /// <param name="access">What the domain may do.</param>
    /// <returns>The grant; or
    /// <see cref="XenErrno.NoSpace"/>: every reference is in use, and the table is as large as it may be;
    /// <see cref="XenErrno.OutOfMemory"/>: there is no page to grow by, or Xen has no memory;
    /// <see cref="XenErrno.TryAgain"/>: every reference is in use, and another thread is adding a frame;
    /// <see cref="XenErrno.OutOfRange"/>: a frame beyond 2^32 - 1 under version 1;
    /// when the table grows, any other error of XENMEM_add_to_physmap.</returns>
    /// <remarks>Context: any thread. A hypercall and an allocation only if the table grows.</remarks>
    public XenResult<PageGrant> Grant(DomainId domain, GuestFrame frame, GrantAccess access) =>
        Begin(GrantTerms.Page(domain, frame, access));

    /// <summary>Grants a part of a page to a domain, which may have Xen copy from and to it but not map it.</summary>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="frame">The page.</param>
    /// <param name="offset">Where the part starts, in bytes.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="access">What the domain may do.</param>
    /// <returns>The grant; or an error of <see cref="Grant"/>; or
    /// <see cref="XenErrno.NotSupported"/>: version 1 has no such grants;
    /// <see cref="XenErrno.OutOfRange"/>: the part is not within a page.</returns>
    /// <remarks>Context: as <see cref="Grant"/>.</remarks>
    public XenResult<PageGrant> GrantPart(
        DomainId domain,
        GuestFrame frame,
        ushort offset,
        ushort length,
        GrantAccess access) =>
        offset + length <= GuestFrame.Size
            ? Begin(GrantTerms.Part(domain, frame, offset, length, access))
            : XenErrno.OutOfRange;

    /// <summary>Passes what another domain grants to this one on to a third, which may have Xen copy from and to it.</summary>
    /// <param name="domain">The third domain, by its number.</param>
    /// <param name="granter">The domain whose page it is, by its number; not this one.</param>
    /// <param name="reference">The reference by which it grants the page to this domain.</param>
    /// <param name="access">What the third domain may do: no more than the other grant allows.</param>
    /// <returns>The grant; or an error of <see cref="Grant"/>; or
    /// <see cref="XenErrno.NotSupported"/>: version 1 has no such grants.</returns>
    /// <remarks>Context: as <see cref="Grant"/>.</remarks>
    public XenResult<PageGrant> GrantTransitively(
        DomainId domain,
        DomainId granter,
        GrantReference reference,
        GrantAccess access) =>
        Begin(GrantTerms.Transitive(domain, granter, reference, access));

    /// <summary>Tries once more to end every grant that is quarantined.</summary>
    /// <returns>How many are over now.</returns>
    /// <remarks>Context: any thread. No hypercall; allocates nothing; looks at every reference if any is quarantined.</remarks>
    public int EndQuarantined()
    {
        int ended = 0;
        int count = QuarantinedCount == 0 ? 0 : FrameCount;
        for (int frame = 0; frame < count; frame++)
        {
            ended += _frames[frame]!.EndQuarantined();
        }

        Atomic.Add(ref _quarantined, -ended);
        return ended;
    }

    /// <summary>In a domain that was restored, takes over its new table: as large as it was, and empty. What was granted before is over.</summary>
    /// <returns><see cref="XenErrno.None"/>; or as <see cref="SetUp"/>, and the table must not be used any more;
    /// <see cref="XenErrno.NoSpace"/>: the domain may not have as many frames as before.</returns>
    /// <remarks>Context: while no other thread uses the table. Some hypercalls for each frame. References of before do nothing: each use of
    /// one has a number of its own.</remarks>
    public XenErrno GoOnRestored()
    {
        XenResult<GrantTableSize> size = _operations.QuerySize(DomainId.Self);
        XenErrno error = !size.Succeeded ? size.Error
            : size.Value.MaximumFrameCount < (uint)_frameCount ? XenErrno.NoSpace : Choose(_operations, Version);
        for (int index = 0; index < _frameCount && error == XenErrno.None; index++)
        {
            error = _memory.AddAgain(index);
            _frames[index]!.Forget();
        }

        _firstFrame = 0;
        _quarantined = 0;
        return error;
    }

    internal GrantTableFrame FrameOf(GrantReference reference) => _frames[(int)reference.Value / _entries.PerFrame]!;

    internal GrantState StateOf(GrantReference reference, int generation) =>
        FrameOf(reference).StateOf(SlotOf(reference), generation);

    internal XenErrno End(GrantReference reference, int generation)
    {
        XenErrno error = FrameOf(reference).End(SlotOf(reference), generation, out GrantState before);
        if (error == XenErrno.Busy && before == GrantState.Active)
        {
            Atomic.Add(ref _quarantined, 1);
        }
        else if (error == XenErrno.None && before == GrantState.Quarantined)
        {
            Atomic.Add(ref _quarantined, -1);
        }

        return error;
    }

    private static XenErrno Choose(GrantTableOperations operations, GrantVersion version)
    {
        XenResult<GrantVersion> current = operations.GetVersion(DomainId.Self);

        // A Xen without versions has version 1.
        GrantVersion inEffect = current.Error == XenErrno.NotImplemented ? GrantVersion.One
            : current.Succeeded ? current.Value : default;
        return inEffect == version ? XenErrno.None : operations.SetVersion(version);
    }

    private XenResult<PageGrant> Begin(in GrantTerms terms)
    {
        XenErrno error = _entries.Check(terms);
        while (error == XenErrno.None)
        {
            int count = FrameCount;
            int first = Atomic.Load(ref _firstFrame);
            for (int i = 0; i < count; i++)
            {
                int index = (first + i) % count;
                if (_frames[index]!.TryTake(out int slot))
                {
                    Atomic.Store(ref _firstFrame, index);
                    int generation = _frames[index]!.Begin(slot, terms);
                    GrantReference reference = new((uint)((index * _entries.PerFrame) + slot));
                    return new PageGrant(this, reference, generation);
                }
            }

            // Other threads may take all that is added before this one; the table's end is the end of that.
            error = Grow(count);
        }

        return error;
    }

    /// <summary>Adds a frame, unless another thread has done so since the table had that many.</summary>
    private XenErrno Grow(int count)
    {
        if (Atomic.Exchange(ref _growing, 1) != 0)
        {
            return XenErrno.TryAgain;
        }

        XenErrno error = FrameCount == count ? AddFrame(count) : XenErrno.None;
        Atomic.Store(ref _growing, 0);
        return error;
    }

    private XenErrno AddFrame(int index)
    {
        if ((uint)index >= MaximumFrameCount)
        {
            return XenErrno.NoSpace;
        }

        XenResult<GrantPlace> place = _memory.Add(index);
        if (!place.Succeeded)
        {
            return place.Error;
        }

        GrantTableFrame frame = new(_entries, place.Value);
        if (index == 0)
        {
            frame.Reserve(ReservedGrants.Count);
        }

        _frames[index] = frame;
        Atomic.Store(ref _frameCount, index + 1);
        return XenErrno.None;
    }

    private int SlotOf(GrantReference reference) => (int)reference.Value % _entries.PerFrame;
}
