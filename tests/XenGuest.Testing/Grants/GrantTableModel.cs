using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>A domain's grant table, by the rules of xen/common/grant_table.c.</summary>
/// <remarks>One lock stands for all of Xen's; what the guest writes is outside of it.</remarks>
internal sealed unsafe partial class GrantTableModel : IDisposable
{
    private const int StatusesPerFrame = GuestFrame.Size / sizeof(ushort);

    private readonly ModelDomain _domain;
    private readonly Dictionary<uint, ActiveGrant> _active = [];

    // Where each frame is: with Xen, or at a guest frame. Only the guests that use grants have them.
    private readonly List<nint> _frames = [];
    private readonly List<nint> _statusFrames = [];
    private readonly Dictionary<nint, nint> _copies = [];
    private GuestMemory? _heap;
    private GuestMemory? _left;

    internal GrantTableModel(ModelDomain domain)
    {
        _domain = domain;
    }

    internal GrantVersion Version { get; private set; } = GrantVersion.One;

    internal uint MaximumFrameCount => _domain.Shape.MaximumGrantFrames;

    /// <summary>A domain is created with one frame.</summary>
    internal uint FrameCount => Math.Max(1, (uint)_frames.Count);

    private int EntrySize => Version == GrantVersion.One ? sizeof(GrantEntryV1) : sizeof(GrantEntryV2);

    private uint EntryCount => FrameCount * (uint)(GuestFrame.Size / EntrySize);

    private int StatusFrameCount =>
        Version == GrantVersion.One ? 0 : (int)((EntryCount + StatusesPerFrame - 1) / StatusesPerFrame);

    public void Dispose()
    {
        _heap?.Dispose();
        _left?.Dispose();
    }

    /// <summary>Takes the frames out of the domain's memory, whose content stays: the domain is saved, and this table dies with it as soon
    /// as nobody has a page of it.</summary>
    internal void Retire()
    {
        Retire(_frames, 0);
        Retire(_statusFrames, (int)MaximumFrameCount + 1);
    }

    /// <summary>A copy of a page that somebody has mapped of this table, for those that have it once the domain is gone.</summary>
    internal nint CopyOf(nint page)
    {
        if (_copies.TryGetValue(page, out nint copy))
        {
            return copy;
        }

        _left ??= new GuestMemory(_domain.Shape.FrameCount);
        copy = (nint)_left.AddressOf(new GuestFrame((ulong)_copies.Count));
        Buffer.MemoryCopy((void*)page, (void*)copy, GuestFrame.Size, GuestFrame.Size);
        _copies.Add(page, copy);
        return copy;
    }

    /// <summary>Xen: gnttab_map_frame.</summary>
    internal XenErrno MapFrame(ulong index, GuestFrame frame)
    {
        Grow(FrameCount);
        bool isStatus = Version == GrantVersion.Two && (index & PhysmapIndex.GrantStatus) != 0;
        ulong number = isStatus ? index & ~(ulong)PhysmapIndex.GrantStatus : index;
        ulong needed = isStatus ? (number + 1) * (ulong)(sizeof(GrantEntryV2) / sizeof(ushort)) : number + 1;
        List<nint> frames = isStatus ? _statusFrames : _frames;
        if (number >= (ulong)frames.Count && needed <= MaximumFrameCount)
        {
            Grow((uint)needed);
        }

        // Under Xen the frame may also appear where the guest has no memory; there is no such place on a host.
        if (number >= (ulong)frames.Count || frame.Value >= (ulong)_domain.Shape.FrameCount)
        {
            return XenErrno.InvalidArgument;
        }

        BringHome(frame);
        Move(frames, (int)number, frame);
        return XenErrno.None;
    }

    /// <summary>Xen: gnttab_set_version.</summary>
    internal XenErrno SetVersion(GrantVersion version)
    {
        if (version is not (GrantVersion.One or GrantVersion.Two))
        {
            return XenErrno.InvalidArgument;
        }

        if (version > _domain.Shape.MaximumGrantVersion)
        {
            return XenErrno.NotImplemented;
        }

        if (version == Version)
        {
            return XenErrno.None;
        }

        Grow(FrameCount);
        foreach (KeyValuePair<uint, ActiveGrant> active in _active)
        {
            if (active.Key >= ReservedGrants.Count && active.Value.IsPinned)
            {
                return XenErrno.Busy;
            }
        }

        return version == GrantVersion.Two ? ToVersionTwo() : ToVersionOne();
    }

    internal bool Has(uint reference)
    {
        Grow(FrameCount);
        return reference < EntryCount;
    }

    internal ActiveGrant ActiveOf(uint reference)
    {
        if (!_active.TryGetValue(reference, out ActiveGrant? active))
        {
            active = new ActiveGrant();
            _active.Add(reference, active);
        }

        return active;
    }

    internal byte* EntryOf(uint reference)
    {
        int perFrame = GuestFrame.Size / EntrySize;
        return (byte*)_frames[(int)reference / perFrame] + ((int)reference % perFrame * EntrySize);
    }

    internal GrantStatusPlace StatusOf(uint reference) => Version == GrantVersion.One
        ? new GrantStatusPlace((ushort*)EntryOf(reference))
        : new GrantStatusPlace(StatusWordOf(reference));

    private ushort* StatusWordOf(uint reference) =>
        (ushort*)_statusFrames[(int)reference / StatusesPerFrame] + ((int)reference % StatusesPerFrame);

    /// <summary>Makes the table larger, and says where its frames are in the domain's memory. Xen: gnttab_setup_table.</summary>
    /// <param name="count">How many frames.</param>
    /// <param name="list">Takes the frame of each; all bits set for one that is nowhere.</param>
    internal GrantStatus SetUp(uint count, ulong* list)
    {
        if (count > MaximumFrameCount)
        {
            return GrantStatus.GeneralError;
        }

        Grow(Math.Max(count, FrameCount));
        for (int i = 0; i < (int)count; i++)
        {
            list[i] = _domain.Memory.TryFind((void*)_frames[i], out GuestFrame frame) ? frame.Value : ulong.MaxValue;
        }

        return GrantStatus.Okay;
    }

    /// <summary>Exchanges two entries. Xen: swap_grant_ref.</summary>
    internal GrantStatus Swap(uint one, uint other)
    {
        if (!Has(one) || !Has(other))
        {
            return GrantStatus.BadReference;
        }

        if (one != other && (ActiveOf(one).IsPinned || ActiveOf(other).IsPinned))
        {
            return GrantStatus.TryAgain;
        }

        Span<byte> first = new(EntryOf(one), EntrySize);
        byte[] kept = first.ToArray();
        new Span<byte>(EntryOf(other), EntrySize).CopyTo(first);
        kept.CopyTo(new Span<byte>(EntryOf(other), EntrySize));
        if (Version == GrantVersion.Two)
        {
            (*StatusWordOf(one), *StatusWordOf(other)) = (*StatusWordOf(other), *StatusWordOf(one));
        }

        return GrantStatus.Okay;
    }

    private static void Move(List<nint> frames, int index, byte* place)
    {
        byte* old = (byte*)frames[index];
        if (old == place)
        {
            return;
        }

        Buffer.MemoryCopy(old, place, GuestFrame.Size, GuestFrame.Size);

        // Whoever still looks at the old place sees that it is wrong.
        new Span<byte>(old, GuestFrame.Size).Fill(0xFF);
        frames[index] = (nint)place;
    }

    private void Move(List<nint> frames, int index, GuestFrame frame) =>
        Move(frames, index, (byte*)_domain.Memory.AddressOf(frame));

    /// <summary>A frame of the table that is where another is put now is nowhere in the domain's memory.</summary>
    private void BringHome(GuestFrame frame)
    {
        nint place = (nint)_domain.Memory.AddressOf(frame);
        BringHome(_frames, place, 0);
        BringHome(_statusFrames, place, (int)MaximumFrameCount + 1);
    }

    private void BringHome(List<nint> frames, nint place, int first)
    {
        int index = frames.IndexOf(place);
        if (index >= 0)
        {
            Move(frames, index, (byte*)_heap!.AddressOf(new GuestFrame((ulong)(first + index))));
        }
    }

    private void Retire(List<nint> frames, int first)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            void* place = _heap!.AddressOf(new GuestFrame((ulong)(first + i)));
            if ((nint)place != frames[i])
            {
                Buffer.MemoryCopy((void*)frames[i], place, GuestFrame.Size, GuestFrame.Size);
                frames[i] = (nint)place;
            }
        }
    }

    /// <summary>Xen: gnttab_grow_table.</summary>
    private void Grow(uint frameCount)
    {
        int maximum = (int)MaximumFrameCount;
        _heap ??= new GuestMemory(2 * (maximum + 1));
        while (_frames.Count < frameCount)
        {
            _frames.Add((nint)_heap.AddressOf(new GuestFrame((ulong)_frames.Count)));
        }

        while (_statusFrames.Count < StatusFrameCount)
        {
            ulong frame = (ulong)(maximum + 1 + _statusFrames.Count);
            _statusFrames.Add((nint)_heap.AddressOf(new GuestFrame(frame)));
            new Span<byte>((void*)_statusFrames[^1], GuestFrame.Size).Clear();
        }
    }

    private XenErrno ToVersionTwo()
    {
        GrantEntryV1[] reserved = new Span<GrantEntryV1>((void*)_frames[0], (int)ReservedGrants.Count).ToArray();
        Version = GrantVersion.Two;
        Clear();
        for (uint i = 0; i < ReservedGrants.Count; i++)
        {
            const GrantFlags Held = GrantFlags.Reading | GrantFlags.Writing;
            GrantEntryV2* entry = (GrantEntryV2*)EntryOf(i);
            entry->Header.Flags = reserved[i].Flags & ~Held;
            entry->Header.Domain = reserved[i].Domain;
            entry->FullPageFrame = reserved[i].Frame;
            StatusOf(i).Set(reserved[i].Flags & Held);
        }

        return XenErrno.None;
    }

    private XenErrno ToVersionOne()
    {
        GrantEntryV2[] old = new Span<GrantEntryV2>((void*)_frames[0], (int)ReservedGrants.Count).ToArray();
        GrantEntryV1[] kept = new GrantEntryV1[old.Length];
        for (int i = 0; i < old.Length; i++)
        {
            GrantFlags type = old[i].Header.Flags & GrantFlagBits.TypeMask;
            if (type == GrantFlags.Transitive
                || (type == GrantFlags.PermitAccess && old[i].FullPageFrame > uint.MaxValue))
            {
                return XenErrno.OutOfRange;
            }

            if (type == GrantFlags.PermitAccess)
            {
                kept[i].Flags = old[i].Header.Flags | (GrantFlags)((ushort*)_statusFrames[0])[i];
                kept[i].Domain = old[i].Header.Domain;
                kept[i].Frame = (uint)old[i].FullPageFrame;
            }
        }

        // The status frames are no longer there: whoever still looks at them sees that it is wrong.
        foreach (nint frame in _statusFrames)
        {
            new Span<byte>((void*)frame, GuestFrame.Size).Fill(0xFF);
        }

        _statusFrames.Clear();
        Version = GrantVersion.One;
        Clear();
        kept.CopyTo(new Span<GrantEntryV1>((void*)_frames[0], kept.Length));
        return XenErrno.None;
    }

    private void Clear()
    {
        Grow(FrameCount);
        foreach (nint frame in _frames)
        {
            new Span<byte>((void*)frame, GuestFrame.Size).Clear();
        }
    }
}
