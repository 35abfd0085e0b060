using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>Lists in parts, of a node that changes between them, or has no end.</summary>
internal static class ListingFuzzer
{
    private const int LargePart = 4000;

    /// <summary>Lists once.</summary>
    /// <returns>What went wrong, or null.</returns>
    internal static string? Run(int seed)
    {
        Random random = new(seed);
        return random.Next(64) switch
        {
            0 => Endless(),
            1 => Restless(),
            _ => Once(random),
        };
    }

    private static string? Once(Random random)
    {
        string[] old = Names(random);
        string[] names = Names(random);
        DirectoryListing listing = new();
        int changeAt = random.Next(4);
        XenErrno error = XenErrno.TryAgain;
        for (int part = 0; error == XenErrno.TryAgain && part < 100; part++)
        {
            bool isOld = part < changeAt;
            error = listing.Add(Part(isOld ? old : names, isOld ? 7 : 8, (int)listing.Offset, random.Next(1, 30)));
            if (isOld && error == XenErrno.None)
            {
                names = old;
            }
        }

        string seen = Encoding.Latin1.GetString(listing.Names);
        string expected = string.Concat(names.Select(static name => name + "\0"));
        return error == XenErrno.None && seen == expected ? null : $"a list in parts: {error}, {seen.Length} characters where {expected.Length} were";
    }

    private static string? Restless()
    {
        DirectoryListing listing = new();
        XenErrno error = XenErrno.TryAgain;
        int parts = 0;
        for (; error == XenErrno.TryAgain && parts < 200; parts++)
        {
            error = listing.Add(Encoding.Latin1.GetBytes($"{parts}\0a\0"));
        }

        return error == XenErrno.Busy ? null : $"a node that changes all the time: {error} after {parts} parts";
    }

    private static string? Endless()
    {
        DirectoryListing listing = new();
        byte[] part = Encoding.Latin1.GetBytes("1\0" + new string('a', LargePart) + "\0");
        XenErrno error = XenErrno.TryAgain;
        int parts = 0;
        for (; error == XenErrno.TryAgain && parts < 1000; parts++)
        {
            error = listing.Add(part);
        }

        return error == XenErrno.TooBig ? null : $"a list without an end: {error} after {parts} parts";
    }

    private static string[] Names(Random random) => [.. Enumerable.Range(0, random.Next(12)).Select(index => $"n{index}_{random.Next(1000)}")];

    /// <summary>The part at an offset, of whole names, at least one.</summary>
    private static byte[] Part(string[] names, int generation, int offset, int most)
    {
        string all = string.Concat(names.Select(static name => name + "\0"));
        int end = Math.Min(offset, all.Length);
        while (end < all.Length && (end == offset || end - offset < most))
        {
            end = all.IndexOf('\0', end) + 1;
        }

        string rest = all[Math.Min(offset, all.Length)..end];
        return Encoding.Latin1.GetBytes($"{generation}\0{rest}{(end == all.Length ? "\0" : "")}");
    }
}
