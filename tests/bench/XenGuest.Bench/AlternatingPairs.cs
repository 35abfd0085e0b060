using System;
using System.Diagnostics;

namespace XenGuest.Bench;

/// <summary>
/// Times two things in turn, so that whatever else the machine does falls on both, and takes medians. Samples are short,
/// so that most of them are not interrupted. Both run for a while before they count, until the JIT is done with them.
/// </summary>
internal static class AlternatingPairs
{
    private const int Pairs = 501;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1.5);
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Nanoseconds for one call of each, and the median of the differences within the pairs.</summary>
    /// <param name="calls">How many calls each action makes.</param>
    /// <param name="ours">Ours.</param>
    /// <param name="peer">What it is compared with.</param>
    public static (double Ours, double Peer, double Difference) Measure(int calls, Action ours, Action peer)
    {
        Stopwatch warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < s_warmUp)
        {
            ours();
            peer();
        }

        double[] ourTimes = new double[Pairs];
        double[] peerTimes = new double[Pairs];
        double[] differences = new double[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            ourTimes[pair] = Time(calls, ours);
            peerTimes[pair] = Time(calls, peer);
            differences[pair] = ourTimes[pair] - peerTimes[pair];
        }

        return (Median(ourTimes), Median(peerTimes), Median(differences));
    }

    private static double Time(int calls, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds * NanosecondsPerSecond / calls;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
