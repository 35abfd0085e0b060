using System;
using System.Threading;

namespace XenGuest.BootGuests.EventTimes;

/// <summary>Threads that allocate so much a second, and keep the last of it for a while.</summary>
internal sealed class Garbage
{
    private const int Threads = 2;
    private const int Piece = 1000;
    private const int PiecesAtOnce = 256;
    private const int Kept = 2048;
    private const double BytesPerMegabyte = 1e6;
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private readonly GuestDomain _domain;
    private readonly ulong _bytesPerSecond;
    private readonly Thread[] _threads = new Thread[Threads];
    private readonly ulong _began;
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes();
    private readonly int _collectionsBefore = GC.CollectionCount(0);
    private readonly TimeSpan _pausesBefore = GC.GetTotalPauseDuration();
    private bool _stop;

    /// <summary>Starts them.</summary>
    public Garbage(GuestDomain domain, ulong megabytesPerSecond)
    {
        _domain = domain;
        _bytesPerSecond = megabytesPerSecond * (ulong)BytesPerMegabyte / Threads;
        _began = domain.Time.SystemTimeNanoseconds;
        for (int i = 0; i < Threads; i++)
        {
            _threads[i] = new Thread(Allocate);
            _threads[i].Start();
        }
    }

    /// <summary>Stops them and prints what they came to.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stop, true);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        double seconds = (_domain.Time.SystemTimeNanoseconds - _began) / (double)NanosecondsPerSecond;
        Measure.Print("allocated meanwhile by two other threads", "MB/s", (GC.GetTotalAllocatedBytes() - _allocatedBefore) / BytesPerMegabyte / seconds);
        Measure.Print("collections meanwhile", "1", GC.CollectionCount(0) - _collectionsBefore);
        Measure.Print("all of their pauses, as the collector says", "ms", (GC.GetTotalPauseDuration() - _pausesBefore).TotalMilliseconds);
    }

    private void Allocate()
    {
        byte[][] kept = new byte[Kept][];
        ulong allocated = 0;
        while (!Volatile.Read(ref _stop))
        {
            for (int i = 0; i < PiecesAtOnce; i++)
            {
                kept[(allocated / Piece) % Kept] = new byte[Piece];
                allocated += Piece;
            }

            ulong due = _began + (allocated * NanosecondsPerSecond / _bytesPerSecond);
            while (_domain.Time.SystemTimeNanoseconds < due && !Volatile.Read(ref _stop))
            {
                Thread.Yield();
            }
        }
    }
}
