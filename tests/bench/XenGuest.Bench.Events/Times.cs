using System;
using System.Diagnostics;
using System.Linq;

namespace XenGuest.Bench.Events;

/// <summary>
/// Time of an upcall, by the time stamp counter. A sample is the mean of the middle half of some upcalls, each with its events raised
/// anew: the counter may go in steps of ten nanoseconds, and now and then the machine does something else. Samples of two sides
/// alternate, and the ratio is the median of the ratios of the pairs. What the measuring itself takes is taken off.
/// </summary>
internal sealed unsafe class Times
{
    private const int Pairs = 41;
    private const int EventsPerSample = 4096;
    private const int FewestUpcalls = 8;
    private const int MostUpcalls = 1000;
    private const double NanosecondsPerSecond = 1e9;

    private static readonly TimeSpan s_calibration = TimeSpan.FromMilliseconds(100);

    private readonly ulong[] _upcalls = new ulong[MostUpcalls];
    private readonly double _nanosecondsPerCycle = Calibrate();

    /// <summary>Measures two sides.</summary>
    /// <param name="point">Where.</param>
    /// <param name="ours">Ours.</param>
    /// <param name="peer">The other.</param>
    /// <returns>Nanoseconds for an event of each, and how many times faster ours is.</returns>
    public (double Ours, double Peer, double Ratio) Measure(Point point, Side ours, Side peer)
    {
        double overhead = Sample(point, new Nothing());
        Drain(point);
        double[] ourTimes = new double[Pairs];
        double[] peerTimes = new double[Pairs];
        double[] ratios = new double[Pairs];
        Sample(point, ours);
        Sample(point, peer);
        for (int pair = 0; pair < Pairs; pair++)
        {
            ourTimes[pair] = Sample(point, ours) - overhead;
            peerTimes[pair] = Sample(point, peer) - overhead;
            ratios[pair] = peerTimes[pair] / ourTimes[pair];
        }

        double scale = _nanosecondsPerCycle / point.Pending;
        return (Median(ourTimes) * scale, Median(peerTimes) * scale, Median(ratios));
    }

    /// <summary>Measures ours at several points in turn, so that whatever else the machine does falls on all of them.</summary>
    /// <returns>The cost at each point, by the cost at the first in the same turn: the median of the turns.</returns>
    public double[] Compare(Point[] points)
    {
        double overhead = Sample(points[0], new Nothing());
        Drain(points[0]);
        double[][] costs = [.. points.Select(static _ => new double[Pairs])];
        for (int turn = 0; turn < Pairs; turn++)
        {
            for (int point = 0; point < points.Length; point++)
            {
                costs[point][turn] = (Sample(points[point], points[point].Domain.Ours) - overhead) / points[point].Pending;
            }

            double first = costs[0][turn];
            foreach (double[] cost in costs)
            {
                cost[turn] /= first;
            }
        }

        return [.. costs.Select(Median)];
    }

    /// <summary>Bytes that ours allocates for the events of some upcalls.</summary>
    public static long AllocatedBytes(Point point)
    {
        const int Upcalls = 100;
        long before = GC.GetAllocatedBytesForCurrentThread();
        fixed (uint* ports = point.Ports)
        {
            for (int i = 0; i < Upcalls; i++)
            {
                point.Domain.Raise(ports, point.Pending);
                point.Domain.Ours.Upcall();
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The middle one of some figures.</summary>
    public static double Median(double[] figures)
    {
        double[] sorted = [.. figures];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static void Drain(Point point) => point.Domain.Ours.Upcall();

    private double Sample(Point point, Side side)
    {
        int upcalls = Math.Clamp(EventsPerSample / (int)point.Pending, FewestUpcalls, MostUpcalls);
        point.Domain.Forget();
        fixed (uint* ports = point.Ports)
        {
            for (int i = 0; i < upcalls; i++)
            {
                point.Domain.Raise(ports, point.Pending);
                ulong start = Reference.ReadCycles();
                side.Upcall();
                _upcalls[i] = Reference.ReadCycles() - start;
            }
        }

        if (side is not Nothing)
        {
            point.Domain.Insist(side, point.Ports, (uint)upcalls);
        }

        return MiddleHalf(_upcalls.AsSpan(0, upcalls));
    }

    private static double MiddleHalf(Span<ulong> figures)
    {
        figures.Sort();
        ulong sum = 0;
        Span<ulong> middle = figures[(figures.Length / 4)..(figures.Length * 3 / 4)];
        foreach (ulong figure in middle)
        {
            sum += figure;
        }

        return (double)sum / middle.Length;
    }

    private static double Calibrate()
    {
        long start = Stopwatch.GetTimestamp();
        ulong cycles = Reference.ReadCycles();
        while (Stopwatch.GetElapsedTime(start) < s_calibration)
        {
        }

        cycles = Reference.ReadCycles() - cycles;
        return Stopwatch.GetElapsedTime(start).TotalSeconds * NanosecondsPerSecond / cycles;
    }
}
