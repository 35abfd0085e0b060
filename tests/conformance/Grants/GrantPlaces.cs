using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall;

namespace XenGuest.Conformance.Grants;

/// <summary>The frames that scripts grant and map at, and what is there.</summary>
/// <remarks>A domain that maps its own page moves it: nothing is at its old frame from then on, nor at the new one when it is unmapped.
/// What a guest reads there is nobody's, so what is there is kept here, by what Xen answered.</remarks>
/// <param name="target">Whose frames.</param>
public sealed unsafe class GrantPlaces(GrantTarget target)
{
    /// <summary>How many places there are.</summary>
    public const int Count = 8;

    private const int WordsPerPage = GuestFrame.Size / sizeof(ulong);

    // Where scripts write, so that few words have to be looked at after each step.
    private static readonly int[] s_offsets = [0, 1000, 2048, 4088];

    private readonly GuestFrame[] _frames = new GuestFrame[Count];
    private readonly GrantPlaceState[] _states = new GrantPlaceState[Count];
    private readonly Dictionary<ulong, uint> _ordinals = [];

    /// <summary>Where in a page scripts write.</summary>
    public static ReadOnlySpan<int> Offsets => s_offsets;

    /// <summary>What is at a place.</summary>
    public GrantPlaceState this[uint place] => _states[place];

    /// <summary>The frame of a place; for what is no place one that has no memory, whether an entry has room for all of it or not.</summary>
    public GuestFrame FrameOf(uint place) => place < Count ? _frames[place] : new GuestFrame(0xF_FFFF_F000ul + (place & byte.MaxValue));

    /// <summary>Which page that was taken a frame is: it stands for the frame, which differs from machine to machine.</summary>
    public ulong OrdinalOf(ulong frame) => _ordinals.TryGetValue(frame, out uint ordinal) ? ordinal : frame;

    /// <summary>Gives every place without memory a page, and writes all that may be written.</summary>
    public void StartAnew()
    {
        for (uint place = 0; place < Count; place++)
        {
            Refill(place);
            ulong* words = (ulong*)target.At(_frames[place]);
            for (uint word = 0; word < WordsPerPage && _states[place] != GrantPlaceState.MappedForReading; word++)
            {
                words[word] = ((ulong)place << 32) | word;
            }
        }
    }

    /// <summary>Gives a place without memory a page.</summary>
    public long Refill(uint place)
    {
        if (_states[place] != GrantPlaceState.Absent)
        {
            return 0;
        }

        _frames[place] = target.TakeFrame();
        _ordinals.Add(_frames[place].Value, (uint)_ordinals.Count);
        _states[place] = GrantPlaceState.Memory;
        return 1;
    }

    /// <summary>Writes into a place that may be written.</summary>
    public long Write(uint place, uint offset, ulong value)
    {
        if (_states[place] is not (GrantPlaceState.Memory or GrantPlaceState.MappedForWriting))
        {
            return 0;
        }

        *(ulong*)(target.At(_frames[place]) + offset) = value;
        return 1;
    }

    /// <summary>A grant was mapped at a place, of a page that was at a frame unless it was mapped before.</summary>
    public void Mapped(uint place, GrantPlaceState how, GuestFrame? from)
    {
        int source = from == null ? -1 : Array.IndexOf(_frames, from.Value);
        if (source >= 0 && _states[source] == GrantPlaceState.Memory)
        {
            _states[source] = GrantPlaceState.Absent;
        }

        _states[place] = how;
    }

    /// <summary>What was mapped at a place is not any more.</summary>
    public void Unmapped(uint place) => _states[place] = GrantPlaceState.Absent;

    /// <summary>Takes what is at the places into a digest.</summary>
    public ulong Digest(ulong digest)
    {
        for (uint place = 0; place < Count; place++)
        {
            digest = StateDigest.Mix(digest, (uint)_states[place]);
            byte* page = target.At(_frames[place]);
            for (int i = 0; i < s_offsets.Length && _states[place] != GrantPlaceState.Absent; i++)
            {
                digest = StateDigest.Mix(digest, *(ulong*)(page + s_offsets[i]));
            }
        }

        return digest;
    }

    /// <summary>Takes all of every place into a digest.</summary>
    public ulong DigestAll(ulong digest)
    {
        for (uint place = 0; place < Count; place++)
        {
            ulong* words = (ulong*)target.At(_frames[place]);
            for (int word = 0; word < WordsPerPage && _states[place] != GrantPlaceState.Absent; word++)
            {
                digest = StateDigest.Mix(digest, words[word]);
            }
        }

        return digest;
    }

    /// <summary>Writes what is at the places.</summary>
    public void Describe(StringBuilder text)
    {
        for (uint place = 0; place < Count; place++)
        {
            text.Append($" | {place}:{OrdinalOf(_frames[place].Value)} {_states[place]}");
            byte* page = target.At(_frames[place]);
            for (int i = 0; i < s_offsets.Length && _states[place] != GrantPlaceState.Absent; i++)
            {
                text.Append($" {*(ulong*)(page + s_offsets[i]):x}");
            }
        }
    }
}
