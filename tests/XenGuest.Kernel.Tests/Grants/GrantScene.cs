using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>A host with a domain that grants, one that it grants to, and a third.</summary>
public sealed unsafe class GrantScene : IDisposable
{
    /// <summary>A page that the granter has for this.</summary>
    public static readonly GuestFrame Page = new(40);

    /// <summary>Where the peer maps, unless it says otherwise: behind its memory.</summary>
    public static readonly GuestFrame Window = new(0x1000);

    public GrantScene(GrantVersion version = GrantVersion.One, uint maximumFrames = 4, int mappings = 1000)
    {
        Host = new XenModel();
        Granter = Host.CreateDomain(new DomainShape { MaximumGrantFrames = maximumFrames });
        Peer = Host.CreateDomain(new DomainShape { MaximumMappingCount = mappings });
        Third = Host.CreateDomain(new DomainShape());
        Table = SetUp(Granter, version);
    }

    public XenModel Host { get; }

    public ModelDomain Granter { get; }

    public ModelDomain Peer { get; }

    public ModelDomain Third { get; }

    public GrantTable Table { get; }

    public static GrantTable SetUp(ModelDomain domain, GrantVersion version) =>
        GrantTable.SetUp(domain.Vcpus[0], new ModelPages(domain, new GuestFrame(48)), version).Value;

    public PageGrant Grant(GrantAccess access = GrantAccess.ReadWrite) => Table.Grant(Peer.Id, Page, access).Value;

    public Span<byte> BytesOfPage() => new(Granter.Memory.AddressOf(Page), GuestFrame.Size);

    public GnttabMapGrantRef Map(
        GrantReference reference,
        GrantMapFlags flags = GrantMapFlags.HostMap,
        ulong frame = 0x1000) => MapBy(Peer, Granter.Id, reference, flags, frame);

    public static GnttabMapGrantRef MapBy(
        ModelDomain user,
        DomainId granter,
        GrantReference reference,
        GrantMapFlags flags = GrantMapFlags.HostMap,
        ulong frame = 0x1000)
    {
        GnttabMapGrantRef operation = new()
        {
            HostAddress = new GuestFrame(frame).Address,
            Flags = flags,
            Reference = reference.Value,
            Domain = granter.Value,
        };
        Assert.Equal(XenErrno.None, new GrantTableOperations(user.Vcpus[0]).Map(&operation, 1));
        return operation;
    }

    public GrantStatus Unmap(in GnttabMapGrantRef mapping) => UnmapBy(Peer, mapping.Handle, mapping.HostAddress);

    public static GrantStatus UnmapBy(ModelDomain user, uint handle, ulong address)
    {
        GnttabUnmapGrantRef operation = new() { HostAddress = address, Handle = handle };
        Assert.Equal(XenErrno.None, new GrantTableOperations(user.Vcpus[0]).Unmap(&operation, 1));
        return operation.Status;
    }

    public static GrantStatus CopyBy(ModelDomain user, in GnttabCopy<nuint> copy)
    {
        GnttabCopy<nuint> operation = copy;
        Assert.Equal(XenErrno.None, new GrantTableOperations(user.Vcpus[0]).Copy(&operation, 1));
        return operation.Status;
    }

    /// <summary>A copy from a grant of a domain to a frame of the caller.</summary>
    public static GnttabCopy<nuint> CopyFrom(DomainId granter, GrantReference reference, GuestFrame to, ushort length)
    {
        GnttabCopy<nuint> copy = default;
        copy.Source.Frame = reference.Value;
        copy.Source.Domain = granter.Value;
        copy.Destination.Frame = (nuint)to.Value;
        copy.Destination.Domain = DomainId.Self.Value;
        copy.Length = length;
        copy.Flags = GrantCopyFlags.SourceIsReference;
        return copy;
    }

    /// <summary>A copy from a frame of the caller to a grant of a domain.</summary>
    public static GnttabCopy<nuint> CopyTo(GuestFrame from, DomainId granter, GrantReference reference, ushort length)
    {
        GnttabCopy<nuint> copy = default;
        copy.Source.Frame = (nuint)from.Value;
        copy.Source.Domain = DomainId.Self.Value;
        copy.Destination.Frame = reference.Value;
        copy.Destination.Domain = granter.Value;
        copy.Length = length;
        copy.Flags = GrantCopyFlags.DestinationIsReference;
        return copy;
    }

    public void Dispose() => Host.Dispose();
}
