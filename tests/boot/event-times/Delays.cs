using System;

namespace XenGuest.BootGuests.EventTimes;

/// <summary>Delays of events, in nanoseconds of Xen's system time. Adding allocates nothing.</summary>
internal sealed class Delays(int most)
{
    private const double NanosecondsPerMicrosecond = 1000;

    private readonly long[] _delays = new long[most];
    private int _count;

    public int Count => _count;

    public bool IsFull => _count == _delays.Length;

    /// <summary>Takes the delay from one time to another.</summary>
    public void Add(ulong from, ulong to) => _delays[_count++] = unchecked((long)(to - from));

    /// <summary>Prints the median, the 99th percentile and the longest.</summary>
    public void Print(string what)
    {
        Span<long> delays = _delays.AsSpan(0, _count);
        delays.Sort();
        Print($"{what}, p50", delays[_count / 2]);
        Print($"{what}, p99", delays[_count * 99 / 100]);
        Print($"{what}, max", delays[^1]);
    }

    private static void Print(string what, long nanoseconds) => Measure.Print(what, "µs", nanoseconds / NanosecondsPerMicrosecond);
}
