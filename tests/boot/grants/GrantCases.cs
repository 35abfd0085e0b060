using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Grants;

/// <summary>What a domain that grants to itself can see of grants; the same on Xen and on the model.</summary>
/// <remarks>A domain that maps its own page moves it: at its frame, and later where it was mapped, is nothing.</remarks>
public sealed unsafe class GrantCases
{
    private const GrantMapFlags ForWriting = GrantMapFlags.HostMap;
    private const GrantMapFlags ForReading = GrantMapFlags.HostMap | GrantMapFlags.ReadOnly;

    // Frames that have no memory.
    private const ulong FirstWindow = 0x200000;

    private static readonly DomainId s_self = new(0);
    private static readonly DomainId s_nobody = new(1234);

    private readonly GrantStage _stage;
    private readonly GrantTableOperations _operations;
    private readonly GrantTable _table;
    private ulong _nextWindow = FirstWindow;

    /// <summary>Takes the table over.</summary>
    public GrantCases(GrantStage stage, GrantVersion version)
    {
        _stage = stage;
        _operations = new GrantTableOperations(stage.Hypervisor);
        _table = GrantTable.SetUp(stage.Hypervisor, stage.Pages, version).Value;
        stage.Expect("the version", (long)version, (long)_operations.GetVersion(DomainId.Self).Value);
    }

    /// <summary>The table.</summary>
    public GrantTable Table => _table;

    /// <summary>A page granted, mapped, held, let go and ended.</summary>
    public void Hold()
    {
        LentPage page = Take();
        LentPage window = Take();
        *(ulong*)page.Address = 0x1122334455667788;
        PageGrant grant = Grant(page, GrantAccess.ReadWrite);
        GnttabMapGrantRef mapping = Map(grant.Reference, ForWriting, window.Frame.Address);
        _stage.Expect("map", GrantStatus.Okay, mapping.Status);
        _stage.Expect("the page is seen there", 0x1122334455667788, *(long*)_stage.View(window));
        *(ulong*)_stage.View(window) = 5;
        _stage.Expect("another version while it is held", XenErrno.Busy, _operations.SetVersion(Other));
        _stage.Expect("ending what is held", XenErrno.Busy, grant.Revoke());
        _stage.Expect("is counted", 1, _table.QuarantinedCount);

        _stage.Expect("unmap an unknown handle", GrantStatus.BadHandle, Unmap(mapping.Handle + 1000, mapping.HostAddress));
        _stage.Expect("unmap elsewhere", GrantStatus.GeneralError, Unmap(mapping.Handle, page.Frame.Address));
        _stage.Expect("unmap at address 0", GrantStatus.Okay, Unmap(mapping.Handle, 0));
        _stage.Expect("which unmaps nothing", XenErrno.Busy, grant.Revoke());
        _stage.Expect("unmap", GrantStatus.Okay, Unmap(mapping.Handle, mapping.HostAddress));
        _stage.Expect("unmap again", GrantStatus.BadHandle, Unmap(mapping.Handle, mapping.HostAddress));
        _stage.Expect("ending what is let go", XenErrno.None, grant.Revoke());
        _stage.Expect("ending it again", XenErrno.NotFound, grant.Revoke());
        _stage.Expect("nothing is held", 0, _table.QuarantinedCount);
        _stage.Expect("map what is over", GrantStatus.GeneralError, MapAnywhere(grant.Reference, ForReading).Status);

        using PageGrant moved = Grant(page, GrantAccess.ReadWrite);
        _stage.Expect("the page has moved and is gone", GrantStatus.BadPage, MapAnywhere(moved.Reference, ForReading).Status);
        using PageGrant covered = Grant(window, GrantAccess.ReadWrite);
        _stage.Expect("so is what it was mapped over", GrantStatus.BadPage, MapAnywhere(covered.Reference, ForReading).Status);
    }

    /// <summary>What a page granted for reading is not good for.</summary>
    public void ReadOnly()
    {
        PageGrant grant = Grant(Take(), GrantAccess.ReadOnly);
        _stage.Expect("map for writing", GrantStatus.GeneralError, MapAnywhere(grant.Reference, ForWriting).Status);
        GnttabMapGrantRef mapping = MapAnywhere(grant.Reference, ForReading);
        _stage.Expect("map for reading", GrantStatus.Okay, mapping.Status);
        _stage.Expect("then for writing", GrantStatus.GeneralError, MapAnywhere(grant.Reference, ForWriting).Status);
        _stage.Expect("ending what is read", XenErrno.Busy, grant.Revoke());
        _stage.Expect("then for writing", GrantStatus.GeneralError, MapAnywhere(grant.Reference, ForWriting).Status);
        _stage.Expect("unmap", GrantStatus.Okay, Unmap(mapping.Handle, mapping.HostAddress));
        _stage.Expect("ends by itself", 1, _table.EndQuarantined());
    }

    /// <summary>What cannot be mapped.</summary>
    public void Refusals()
    {
        LentPage page = Take();
        using PageGrant grant = Grant(page, GrantAccess.ReadWrite);
        GrantReference reference = grant.Reference;
        _stage.Expect("no kind of mapping", GrantStatus.BadReference, MapAnywhere(reference, GrantMapFlags.ReadOnly).Status);
        _stage.Expect("for devices", GrantStatus.GeneralError, MapAnywhere(reference, GrantMapFlags.DeviceMap).Status);
        _stage.Expect("a page table entry", GrantStatus.GeneralError, MapAnywhere(reference, ForWriting | GrantMapFlags.ContainsPageTableEntry).Status);
        _stage.Expect("a bit of the guest's own", GrantStatus.GeneralError, MapAnywhere(reference, ForWriting | (GrantMapFlags)0x10000).Status);
        _stage.Expect("a domain that is not there", GrantStatus.BadDomain, MapOf(s_nobody, reference).Status);
        _stage.Expect("DOMID_SELF", GrantStatus.BadDomain, MapOf(DomainId.Self, reference).Status);
        _stage.Expect("reference 4294967295", GrantStatus.BadReference, MapAnywhere(new(uint.MaxValue), ForWriting).Status);
        _stage.Expect("a reference not granted", GrantStatus.GeneralError, MapAnywhere(new(reference.Value + 1), ForWriting).Status);

        using PageGrant other = _table.Grant(s_nobody, page.Frame, GrantAccess.ReadWrite).Value;
        _stage.Expect("granted to another domain", GrantStatus.GeneralError, MapAnywhere(other.Reference, ForWriting).Status);
        using PageGrant self = _table.Grant(DomainId.Self, page.Frame, GrantAccess.ReadWrite).Value;
        _stage.Expect("granted to DOMID_SELF", GrantStatus.GeneralError, MapAnywhere(self.Reference, ForWriting).Status);
        using PageGrant absent = _table.Grant(s_self, new GuestFrame(FirstWindow - 1), GrantAccess.ReadWrite).Value;
        _stage.Expect("a frame without memory", GrantStatus.BadPage, MapAnywhere(absent.Reference, ForWriting).Status);
        _stage.Expect("version 3", XenErrno.InvalidArgument, _operations.SetVersion((GrantVersion)3));
        _stage.Expect("the size of nobody's table", XenErrno.NoSuchDomain, _operations.QuerySize(s_nobody).Error);
        _stage.Expect("the version of nobody's table", XenErrno.NoSuchDomain, _operations.GetVersion(s_nobody).Error);
    }

    /// <summary>Copies, and what cannot be copied.</summary>
    public void Copies()
    {
        LentPage from = Take();
        LentPage to = Take();
        ((byte*)from.Address)[4095] = 77;
        using PageGrant grant = Grant(from, GrantAccess.ReadOnly);
        GnttabCopy<nuint> copy = CopyOf(grant.Reference, to, 4096);
        _stage.Expect("copy a page", GrantStatus.Okay, Copy(copy));
        _stage.Expect("all of it", 77, ((byte*)to.Address)[4095]);
        copy.Source.Offset = 1;
        _stage.Expect("beyond the page", GrantStatus.BadCopyArgument, Copy(copy));
        copy = CopyOf(grant.Reference, to, 1);
        copy.Destination.Domain = 0;
        _stage.Expect("to a frame by number", GrantStatus.PermissionDenied, Copy(copy));
        copy = CopyOf(grant.Reference, to, 1);
        copy.Source.Domain = s_nobody.Value;
        _stage.Expect("from nobody", GrantStatus.BadDomain, Copy(copy));
        copy = CopyOf(new(uint.MaxValue), to, 1);
        _stage.Expect("from reference 4294967295", GrantStatus.BadReference, Copy(copy));
        copy = CopyOf(grant.Reference, to, 1);
        copy.Destination.Frame = (nuint)FirstWindow - 1;
        _stage.Expect("to no memory", GrantStatus.BadPage, Copy(copy));
        copy.Destination.Frame = grant.Reference.Value;
        copy.Destination.Domain = 0;
        copy.Flags |= GrantCopyFlags.DestinationIsReference;
        _stage.Expect("to what may only be read", GrantStatus.GeneralError, Copy(copy));
        _stage.Expect("holds nothing afterwards", XenErrno.None, grant.Revoke());
        _stage.Expect("from what is over", GrantStatus.GeneralError, Copy(CopyOf(grant.Reference, to, 1)));
    }

    /// <summary>Parts of pages and grants passed on, which only version 2 has.</summary>
    public void PartsAndPassingOn()
    {
        LentPage page = Take();
        LentPage to = Take();
        PageGrant part = _table.GrantPart(s_self, page.Frame, 100, 50, GrantAccess.ReadOnly).Value;
        GnttabCopy<nuint> copy = CopyOf(part.Reference, to, 50);
        copy.Source.Offset = 100;
        _stage.Expect("copy a part", GrantStatus.Okay, Copy(copy));
        copy.Source.Offset = 101;
        _stage.Expect("beyond the part", GrantStatus.GeneralError, Copy(copy));
        _stage.Expect("map a part", GrantStatus.GeneralError, MapAnywhere(part.Reference, ForReading).Status);
        PageGrant own = _table.GrantTransitively(s_self, s_self, part.Reference, GrantAccess.ReadOnly).Value;
        copy = CopyOf(own.Reference, to, 1);
        copy.Source.Offset = 100;
        _stage.Expect("a grant of one's own passed on", GrantStatus.GeneralError, Copy(copy));
        PageGrant nobodys = _table.GrantTransitively(s_self, s_nobody, part.Reference, GrantAccess.ReadOnly).Value;
        copy = CopyOf(nobodys.Reference, to, 1);
        _stage.Expect("a grant of nobody's passed on", GrantStatus.GeneralError, Copy(copy));
        _stage.Expect("map what is passed on", GrantStatus.GeneralError, MapAnywhere(nobodys.Reference, ForReading).Status);
        _stage.Expect("nothing is held", XenErrno.None, part.Revoke());
        _stage.Expect("nor here", XenErrno.None, own.Revoke());
        _stage.Expect("nor here", XenErrno.None, nobodys.Revoke());
    }

    /// <summary>As many mappings of a page, and as many grants, as there can be.</summary>
    public void Limits()
    {
        PageGrant grant = Grant(Take(), GrantAccess.ReadOnly);
        List<GnttabMapGrantRef> mappings = [];
        GnttabMapGrantRef mapping;
        while ((mapping = MapAnywhere(grant.Reference, ForReading)).Status == GrantStatus.Okay && mappings.Count < 1000)
        {
            mappings.Add(mapping);
        }

        _stage.Expect("mappings of a page for reading", 128, mappings.Count);
        _stage.Expect("one more", GrantStatus.GeneralError, mapping.Status);
        int refused = 0;
        mappings.ForEach(held => refused += Unmap(held.Handle, held.HostAddress) == GrantStatus.Okay ? 0 : 1);
        _stage.Expect("that could not be unmapped", 0, refused);
        _stage.Expect("nothing is held", XenErrno.None, grant.Revoke());

        List<PageGrant> grants = [];
        XenResult<PageGrant> next;
        while ((next = _table.Grant(s_nobody, default, GrantAccess.ReadOnly)).Succeeded)
        {
            grants.Add(next.Value);
        }

        _stage.Expect("grants", _table.MaximumReferenceCount - 8, grants.Count);
        _stage.Expect("one more", XenErrno.NoSpace, next.Error);
        _stage.Expect("frames", _operations.QuerySize(DomainId.Self).Value.FrameCount, _table.FrameCount);
        grants.ForEach(each => refused += each.Revoke() == XenErrno.None ? 0 : 1);
        _stage.Expect("that could not be ended", 0, refused);
    }

    private GrantVersion Other => _table.Version == GrantVersion.One ? GrantVersion.Two : GrantVersion.One;

    private LentPage Take() => _stage.Pages.Take().Value;

    private PageGrant Grant(LentPage page, GrantAccess access) => _table.Grant(s_self, page.Frame, access).Value;

    private GnttabMapGrantRef MapAnywhere(GrantReference reference, GrantMapFlags flags) =>
        Map(reference, flags, new GuestFrame(_nextWindow++).Address);

    private GnttabMapGrantRef MapOf(DomainId domain, GrantReference reference) =>
        Map(new() { Flags = ForWriting, Reference = reference.Value, Domain = domain.Value, HostAddress = new GuestFrame(FirstWindow).Address });

    private GnttabMapGrantRef Map(GrantReference reference, GrantMapFlags flags, ulong address) =>
        Map(new() { Flags = flags, Reference = reference.Value, Domain = s_self.Value, HostAddress = address });

    private GnttabMapGrantRef Map(GnttabMapGrantRef operation)
    {
        _stage.Expect("hypercall map", XenErrno.None, _operations.Map(&operation, 1));
        return operation;
    }

    private GrantStatus Unmap(uint handle, ulong address)
    {
        GnttabUnmapGrantRef operation = new() { Handle = handle, HostAddress = address };
        _stage.Expect("hypercall unmap", XenErrno.None, _operations.Unmap(&operation, 1));
        return operation.Status;
    }

    private GrantStatus Copy(GnttabCopy<nuint> operation)
    {
        _stage.Expect("hypercall copy", XenErrno.None, _operations.Copy(&operation, 1));
        return operation.Status;
    }

    private static GnttabCopy<nuint> CopyOf(GrantReference reference, LentPage to, ushort length)
    {
        GnttabCopy<nuint> copy = default;
        copy.Source.Frame = reference.Value;
        copy.Destination.Frame = (nuint)to.Frame.Value;
        copy.Destination.Domain = DomainId.Self.Value;
        copy.Length = length;
        copy.Flags = GrantCopyFlags.SourceIsReference;
        return copy;
    }
}
