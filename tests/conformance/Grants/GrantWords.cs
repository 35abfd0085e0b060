using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance.Grants;

/// <summary>The first frame of the table, and of the status, as the guest sees them: what both sides write.</summary>
/// <param name="target">Whose table.</param>
/// <param name="places">The frames that entries name.</param>
public sealed unsafe class GrantWords(GrantTarget target, GrantPlaces places)
{
    /// <summary>So many entries are looked at, and written.</summary>
    public const uint Count = 20;

    private readonly GuestFrame _table = target.TakeFrame();
    private readonly GuestFrame _spare = target.TakeFrame();
    private GuestFrame _status = target.TakeFrame();
    private bool _hasStatus;

    /// <summary>The first entry that is written, and looked at: the reserved ones of a domain that the toolstack has made are in use.</summary>
    public uint First { get; } = target.Own.Value == 0 ? 0 : ReservedGrants.Count;

    /// <summary>The version in effect.</summary>
    public GrantVersion Version { get; private set; } = GrantVersion.One;

    /// <summary>Puts a frame of the table into the guest's memory.</summary>
    /// <param name="index">Which.</param>
    /// <param name="isStatus">1: of the status.</param>
    public long MapFrame(uint index, uint isStatus)
    {
        XenAddToPhysmap<nuint> argument = new()
        {
            Domain = DomainId.Self.Value,
            Space = PhysmapSpace.GrantTable,
            Index = isStatus != 0 ? index | (nuint)PhysmapIndex.GrantStatus : index,
            GuestFrame = (nuint)(index != 0 ? _spare : isStatus != 0 ? _status : _table).Value,
        };
        long answer = target.Hypervisor.MemoryOp(MemoryCommand.AddToPhysmap, &argument).Raw;
        _hasStatus |= answer == 0 && index == 0 && isStatus != 0 && Version == GrantVersion.Two;
        return answer;
    }

    /// <summary>The version has changed: Xen takes the status frames away with version 2.</summary>
    public void Changed(GrantVersion version)
    {
        if (_hasStatus && version == GrantVersion.One)
        {
            _status = target.TakeFrame();
            _hasStatus = false;
        }

        Version = version;
    }

    /// <summary>What a frame of a list of Xen's is.</summary>
    public ulong NameOf(ulong frame) => frame == _table.Value ? 1 : frame == _status.Value ? 2 : frame == _spare.Value ? 3 : frame;

    /// <summary>Writes an entry: the flags last, after all else.</summary>
    public void Write(in GrantOperation operation)
    {
        ulong frame = places.FrameOf(operation.Fourth).Value;
        if (Version == GrantVersion.One)
        {
            GrantEntryV1* entry = (GrantEntryV1*)target.At(_table) + operation.First;
            Atomic.Store((uint*)entry, operation.Third << 16);
            entry->Frame = (uint)frame;
            Atomic.Store((uint*)entry, (operation.Third << 16) | operation.Second);
            return;
        }

        GrantEntryV2* wide = (GrantEntryV2*)target.At(_table) + operation.First;
        Atomic.Store((uint*)wide, operation.Third << 16);
        if (operation.Kind == GrantOperationKind.WriteTransitive)
        {
            wide->TransitiveDomain = (ushort)operation.Fourth;
            wide->TransitiveReference = operation.Fifth;
        }
        else
        {
            wide->SubPageOffset = (ushort)operation.Fifth;
            wide->SubPageLength = (ushort)operation.Sixth;
            wide->FullPageFrame = frame;
        }

        Atomic.Store((uint*)wide, (operation.Third << 16) | operation.Second);
    }

    /// <summary>Takes flags back.</summary>
    public void Clear(uint reference, uint flags)
    {
        uint* header = HeaderOf(reference);
        Atomic.Store(header, (Atomic.Load(header) & 0xFFFF_0000) | flags);
    }

    /// <summary>The frame that an entry names now.</summary>
    public GuestFrame FrameOf(uint reference) => new(Version == GrantVersion.One
        ? ((GrantEntryV1*)target.At(_table))[reference].Frame
        : ((GrantEntryV2*)target.At(_table))[reference].FullPageFrame);

    /// <summary>Takes the entries into a digest.</summary>
    public ulong Digest(ulong digest)
    {
        for (uint reference = First; reference < Count; reference++)
        {
            digest = StateDigest.Mix(digest, Atomic.Load(HeaderOf(reference)));
            digest = StateDigest.Mix(digest, places.OrdinalOf(FrameOf(reference).Value));
            digest = Version == GrantVersion.Two && _hasStatus ? StateDigest.Mix(digest, (ulong)StatusOf(reference)) : digest;
        }

        return digest;
    }

    /// <summary>Writes the entries that are not all zero.</summary>
    public void Describe(StringBuilder text)
    {
        text.Append($" | v{(int)Version}");
        for (uint reference = First; reference < Count; reference++)
        {
            uint header = Atomic.Load(HeaderOf(reference));
            ulong frame = places.OrdinalOf(FrameOf(reference).Value);
            GrantFlags status = Version == GrantVersion.Two ? StatusOf(reference) : 0;
            if (header != 0 || status != 0)
            {
                text.Append($" {reference}:{header:x8},{frame},{(ushort)status:x}");
            }
        }
    }

    private uint* HeaderOf(uint reference) =>
        (uint*)(target.At(_table) + (reference * (Version == GrantVersion.One ? sizeof(GrantEntryV1) : sizeof(GrantEntryV2))));

    private GrantFlags StatusOf(uint reference) => _hasStatus ? ((GrantFlags*)target.At(_status))[reference] : 0;
}
