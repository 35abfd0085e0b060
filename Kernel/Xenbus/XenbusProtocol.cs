using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The rules of states: which follows which, and how one is written.</summary>
/// <remarks>
/// <code>
/// Unknown → Initialising → InitWait → Initialised → Connected ⇄ Reconfiguring, Reconfigured
///     every one of them → Closing → Closed → Initialising or InitWait, a new life
/// </code>
/// States may be left out, both by whoever moves and by whoever looks on: xenstore keeps the last one only.
/// Xen: public/io/xenbus.h.
/// </remarks>
public static class XenbusProtocol
{
    private const XenbusStates Changing = XenbusStates.Connected | XenbusStates.Reconfiguring | XenbusStates.Reconfigured;
    private const XenbusStates Ending = XenbusStates.Closing | XenbusStates.Closed;

    /// <summary>A state as a set.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The set of it alone; nothing of a number that is no state.</returns>
    public static XenbusStates SetOf(XenbusState state) =>
        state <= XenbusState.Reconfigured ? (XenbusStates)(1 << (int)state) : XenbusStates.None;

    /// <summary>Whether an end may go from one state to another.</summary>
    /// <param name="from">The one.</param>
    /// <param name="to">The other; staying is allowed.</param>
    /// <returns>Whether it may, within one life: never out of <see cref="XenbusState.Closed"/>.</returns>
    public static bool MayFollow(XenbusState from, XenbusState to)
    {
        XenbusStates next = SetOf(to);
        if (from == to)
        {
            return next != XenbusStates.None;
        }

        return from switch
        {
            XenbusState.Closed => false,
            XenbusState.Closing => to == XenbusState.Closed,
            XenbusState.Connected or XenbusState.Reconfiguring or XenbusState.Reconfigured => (next & (Changing | Ending)) != 0,
            _ => to > from && next != XenbusStates.None,
        };
    }

    /// <summary>Reads a state as it stands in xenstore.</summary>
    /// <param name="value">The value of the node.</param>
    /// <param name="state">The state.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out XenbusState state)
    {
        bool isNumber = StoreNumber.TryParse(value, out uint number);
        state = (XenbusState)number;
        return isNumber && state <= XenbusState.Reconfigured;
    }

    /// <summary>Reads a number as it stands in xenstore: decimal digits.</summary>
    /// <param name="value">The value of the node.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether it is one of 32 bits.</returns>
    public static bool TryParseNumber(ReadOnlySpan<byte> value, out uint number) => StoreNumber.TryParse(value, out number);

    /// <summary>Checks who a device's other end is said to be.</summary>
    /// <param name="path">The value of the node <c>backend</c>, or of a backend's <c>frontend</c>.</param>
    /// <param name="id">The value of <c>backend-id</c> or <c>frontend-id</c>.</param>
    /// <param name="domain">The domain.</param>
    /// <returns>Whether the number is one of a domain, and the path a proper one in that domain's part of the tree.</returns>
    public static bool TryParseLink(string path, ReadOnlySpan<byte> id, out DomainId domain)
    {
        const string Home = "/local/domain/";
        bool isNumber = StoreNumber.TryParse(id, out uint number) && number < DomainId.Self.Value;
        domain = new DomainId(unchecked((ushort)number));
        if (!isNumber || StorePath.Check(path) != XenErrno.None || !path.StartsWith(Home, StringComparison.Ordinal))
        {
            return false;
        }

        int end = path.IndexOf('/', Home.Length);
        bool isOfDomain = end > Home.Length;
        uint owner = 0;
        for (int i = Home.Length; i < end && isOfDomain; i++)
        {
            // A zero and more digits are a node, but no domain's.
            bool isCanonical = owner != 0 || i == Home.Length;
            isOfDomain = path[i] >= '0' && path[i] <= '9' && owner < DomainId.Self.Value && isCanonical;
            owner = (owner * 10) + path[i] - '0';
        }

        return isOfDomain && owner == number;
    }
}
