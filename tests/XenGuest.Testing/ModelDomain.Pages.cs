using System;
using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <content>The pages that the domain has given back.</content>
public sealed unsafe partial class ModelDomain
{
    private readonly HashSet<ulong> _without = [];

    /// <summary>How many pages it has.</summary>
    public ulong PageCount => (ulong)(Shape.FrameCount - _without.Count);

    /// <summary>How many it may have: a toolstack limits it.</summary>
    public ulong MostPages { get; set; } = ulong.MaxValue;

    /// <summary>Whether there is memory behind a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Not where it was given back, and not beyond the domain's last.</returns>
    public bool HasPage(GuestFrame frame) => frame.Value < (ulong)Shape.FrameCount && !_without.Contains(frame.Value);

    /// <summary>Takes the memory behind a frame away. What it holds is lost, and whoever looks sees ones.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether there was any.</returns>
    public bool TakePage(GuestFrame frame)
    {
        if (!HasPage(frame))
        {
            return false;
        }

        new Span<byte>(Memory.AddressOf(frame), GuestFrame.Size).Fill(0xFF);
        return _without.Add(frame.Value);
    }

    /// <summary>Puts zeroed memory behind a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether there was none, and the domain may have more.</returns>
    /// <remarks>Under Xen a frame that has memory gets another page; the model refuses, for that is a mistake of the guest's.</remarks>
    public bool GivePage(GuestFrame frame)
    {
        if (PageCount >= MostPages || !_without.Remove(frame.Value))
        {
            return false;
        }

        new Span<byte>(Memory.AddressOf(frame), GuestFrame.Size).Clear();
        return true;
    }
}
