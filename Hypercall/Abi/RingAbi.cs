// xen/include/public/io/ring.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/io/ring.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The head of a page with a ring of requests and responses, and its first entry if that has 8 bytes.</summary>
/// <remarks>
/// The entries are those of the ring's protocol, of the size of the larger of a request and a response. All four indices
/// count without end and wrap around at 2^32. The ring of the golden rows is made by DEFINE_RING_TYPES of two 8-byte numbers.
/// </remarks>
[XenAbi("io/ring.h", "probe_sring")]
[StructLayout(LayoutKind.Explicit, Size = EntriesOffset + sizeof(ulong))]
public unsafe struct SharedRing
{
    /// <summary>Where the entries begin, in bytes.</summary>
    public const int EntriesOffset = 64;

    /// <summary>How many requests the frontend has written.</summary>
    [FieldOffset(0), XenField("req_prod")] public uint RequestProducer;

    /// <summary>The backend wants an event when that many requests are written.</summary>
    [FieldOffset(4), XenField("req_event")] public uint RequestEvent;

    /// <summary>How many responses the backend has written.</summary>
    [FieldOffset(8), XenField("rsp_prod")] public uint ResponseProducer;

    /// <summary>The frontend wants an event when that many responses are written.</summary>
    [FieldOffset(12), XenField("rsp_event")] public uint ResponseEvent;

    /// <summary>The protocol's own.</summary>
    [FieldOffset(16), XenField("pvt")] public uint Private;

    /// <summary>Nothing.</summary>
    [FieldOffset(20), XenField("__pad")] public fixed byte Padding[44];

    /// <summary>The first entry.</summary>
    [FieldOffset(EntriesOffset), XenField("ring")] public ulong FirstEntry;
}
