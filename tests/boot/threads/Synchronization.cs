using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Threads;

internal static class Synchronization
{
    private const int Rounds = 1000;

    public static void Run()
    {
        MonitorPingPong();
        Contention();
        Events();
        using Barrier barrier = new(4);
        int phases = 0;
        InThreads(4, _ =>
        {
            for (int i = 0; i < 50; i++)
            {
                barrier.SignalAndWait();
                Interlocked.Increment(ref phases);
            }
        });
        Check.Equal("four threads pass a barrier 50 times", 200, phases);

        using ReaderWriterLockSlim guard = new();
        Dictionary<int, int> table = [];
        InThreads(4, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                guard.EnterWriteLock();
                table[i] = thread;
                guard.ExitWriteLock();
                guard.EnterReadLock();
                _ = table[i];
                guard.ExitReadLock();
            }
        });
        Check.Equal("a reader-writer lock guards a table", 500, table.Count);

        using ManualResetEvent mayEnd = new(false);
        Thread waiter = new(() => mayEnd.WaitOne());
        waiter.Start();
        Check.That("a join with a time-out gives up", !waiter.Join(10));
        mayEnd.Set();
        waiter.Join();
        Check.That("and a join without one does not", !waiter.IsAlive);
    }

    private static void MonitorPingPong()
    {
        object gate = new();
        int turn = 0;
        InThreads(2, me =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                lock (gate)
                {
                    while (turn % 2 != me)
                    {
                        Monitor.Wait(gate);
                    }

                    turn++;
                    Monitor.PulseAll(gate);
                }
            }
        });
        Check.Equal("two threads hand a monitor to and fro", 2 * Rounds, turn);
    }

    private static void Contention()
    {
        object gate = new();
        long locked = 0;
        long interlocked = 0;
        using SemaphoreSlim semaphore = new(1);
        long semaphored = 0;
        InThreads(8, _ =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                lock (gate)
                {
                    locked++;
                }

                Interlocked.Increment(ref interlocked);
                semaphore.Wait();
                semaphored++;
                semaphore.Release();
            }
        });
        Check.Equal("eight threads count under a lock, interlocked and a semaphore", (8L * Rounds, 8L * Rounds, 8L * Rounds), (locked, interlocked, semaphored));
    }

    private static void Events()
    {
        using AutoResetEvent first = new(false);
        using ManualResetEvent second = new(false);
        using ManualResetEvent secondWasSeen = new(false);
        Thread setter = new(() =>
        {
            second.Set();
            secondWasSeen.WaitOne();
            first.Set();
        });
        setter.Start();
        Check.Equal("waiting for any of two events", 1, WaitHandle.WaitAny([first, second], 5000));
        secondWasSeen.Set();
        Check.That("waiting for both", WaitHandle.WaitAll([first, second], 5000));
        Check.That("an event that nobody sets times out", !first.WaitOne(20));
        setter.Join();
        using Mutex mutex = new();
        int inside = 0;
        int worst = 0;
        InThreads(3, _ =>
        {
            for (int i = 0; i < 200; i++)
            {
                mutex.WaitOne();
                worst = Math.Max(worst, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
                mutex.ReleaseMutex();
            }
        });
        Check.Equal("a mutex lets one in", 1, worst);
    }

    private static void InThreads(int count, Action<int> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => work(i)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }
}
