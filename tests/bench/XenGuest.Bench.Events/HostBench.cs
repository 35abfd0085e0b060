using System;
using System.Collections.Generic;
using System.Linq;

namespace XenGuest.Bench.Events;

/// <summary>What is measured on the host.</summary>
internal static class HostBench
{
    // Port 0 is no port, so of the 4096 of the 2-level ABI 4095 can wait.
    private const uint TwoLevelPorts = 4095;
    private const uint FifoPorts = 131_071;
    private const uint FewFifoPorts = 4096;
    private const uint PendingOfMany = 64;

    private static readonly uint[] s_twoLevelPending = [1, 8, 64, 512, TwoLevelPorts];
    private static readonly uint[] s_fifoPending = [1, 8, 64, 512, 4096];
    private static readonly uint[] s_fifoBound = [64, 512, 16_384, 65_536, FifoPorts];
    private static readonly uint[] s_twoLevelBound = [64, 512];
    private static readonly Pattern[] s_patterns = [Pattern.Dense, Pattern.Spread];

    /// <summary>Times of C# and of C, in alternating pairs.</summary>
    /// <param name="print">Takes each row.</param>
    public static void Times(Action<BenchRow> print)
    {
        Times times = new();
        using TwoLevelDomain twoLevel = new(TwoLevelPorts);
        Abi(times, twoLevel.Abi, [.. Points(twoLevel, s_twoLevelPending)], print);
        using FifoDomain fifo = new(FewFifoPorts);
        Abi(times, fifo.Abi, [.. Points(fifo, s_fifoPending)], print);
        Bound(times, [.. s_twoLevelBound.Select(static bound => new TwoLevelDomain(bound))], print);
        double most = Bound(times, [.. s_fifoBound.Select(static bound => new FifoDomain(bound))], print);
        print(BenchRow.Alone($"FIFO, {PendingOfMany} pending, dense: most by least, {s_fifoBound[0]} to {FifoPorts} bound (at most 1.1)", "ratio", Rounded(most)));
    }

    /// <summary>Regions for callgrind to count in.</summary>
    /// <param name="print">Takes a line for each point: how many events each region has, the point, the regions of ours, the peer's and of
    /// what counting itself takes, separated by bars.</param>
    public static void Instructions(Action<string> print)
    {
        using TwoLevelDomain twoLevel = new(TwoLevelPorts);
        using FifoDomain fifo = new(FewFifoPorts);
        foreach (Point point in (Point[])[.. Points(twoLevel, s_twoLevelPending), .. Points(fifo, s_fifoPending)])
        {
            Side[] sides = [point.Domain.Ours, point.Domain.Peer, new Nothing()];
            foreach (Side side in sides)
            {
                Events.Instructions.Count(point, side);
            }

            print($"{Events.Instructions.EventsOf(point)}|{point}|{string.Join('|', sides.Select(side => Events.Instructions.Region(point, side)))}");
        }
    }

    private static IEnumerable<Point> Points(MeasuredDomain domain, uint[] pending) =>
        from pattern in s_patterns from count in pending select new Point(domain, pattern, count);

    private static void Abi(Times times, string abi, Point[] points, Action<BenchRow> print)
    {
        List<double> ratios = [];
        long allocated = 0;
        foreach (Point point in points)
        {
            ratios.Add(Row(times, point, point.Domain.Peer, $"{point}", print));
            allocated += Events.Times.AllocatedBytes(point);
        }

        print(BenchRow.Alone($"{abi}, geometric mean of the ratios (at least 1)", "ratio", Rounded(GeometricMean(ratios))));
        print(BenchRow.Alone($"{abi}, least ratio (at least 0.95)", "ratio", Rounded(ratios.Min())));
        print(BenchRow.Alone($"{abi}, allocated", "B", allocated));
        List<double> without = [];
        foreach (Point point in points)
        {
            without.Add(Row(times, point, point.Domain.PeerWithoutEoi, $"{point}, against C that masks nothing", print));
        }

        print(BenchRow.Alone($"{abi}, geometric mean of the ratios, against C that masks nothing", "ratio", Rounded(GeometricMean(without))));
    }

    /// <summary>The same number of events, of ever more ports that are bound.</summary>
    /// <returns>What the dearest of ours, dense, costs by the cheapest.</returns>
    private static double Bound(Times times, MeasuredDomain[] domains, Action<BenchRow> print)
    {
        foreach (Pattern pattern in s_patterns)
        {
            foreach (Point point in Points(domains, pattern))
            {
                Row(times, point, point.Domain.Peer, $"{point}", print);
            }
        }

        double[] costs = times.Compare(Points(domains, Pattern.Dense));
        foreach (MeasuredDomain domain in domains)
        {
            domain.Dispose();
        }

        return costs.Max() / costs.Min();
    }

    private static Point[] Points(MeasuredDomain[] domains, Pattern pattern) => [.. domains.Select(domain => new Point(domain, pattern, PendingOfMany))];

    private static double Row(Times times, Point point, Side peer, string what, Action<BenchRow> print)
    {
        (double ours, double theirs, double ratio) = times.Measure(point, point.Domain.Ours, peer);
        print(new BenchRow(what, "ns/event", Rounded(ours), Rounded(theirs), Rounded(ratio)));
        return ratio;
    }

    private static double GeometricMean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static double Rounded(double figure) => Math.Round(figure, 3);
}
