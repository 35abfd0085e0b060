using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Processors;

/// <summary>
/// One thread gives a page's frame up and has it again under other addresses, while threads on all other vCPUs read and write the
/// page: none of them may see, or change, what the frame holds by then.
/// </summary>
internal static unsafe class Pages
{
    private const int PageSize = 4096;
    private const int OtherPages = 64;
    private const ulong Mine = 0x1111_1111_1111_1111;
    private const ulong Others = 0xAAAA_AAAA_AAAA_AAAA;
    private const ulong Discard = 4;

    public static void Run(TimeSpan duration)
    {
        ulong* page = Map(PageSize);
        ulong* elsewhere = Map(OtherPages * PageSize);
        long seen = 0;
        long changed = 0;
        long reads = 0;
        int rounds = 0;
        bool stop = false;
        Thread[] readers = [.. Enumerable.Range(1, Cpus.Count - 1).Select(cpu => Cpus.Start(cpu, () =>
        {
            while (!Volatile.Read(ref stop))
            {
                ulong value = Volatile.Read(ref page[8]);
                if (value is not (0 or Mine))
                {
                    Interlocked.Increment(ref seen);
                }

                Volatile.Write(ref page[16 + cpu], Mine);
                Interlocked.Increment(ref reads);
            }
        }))];
        Thread first = Cpus.Start(0, () =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            while (clock.Elapsed < duration)
            {
                Volatile.Write(ref page[8], Mine);
                _ = Machine.Call(28, (ulong)page, PageSize, Discard, 0, 0);

                // The frame that was given up last is handed out next.
                new Span<ulong>(elsewhere, OtherPages * PageSize / sizeof(ulong)).Fill(Others);
                for (int look = 0; look < 10; look++)
                {
                    changed += new Span<ulong>(elsewhere, OtherPages * PageSize / sizeof(ulong)).IndexOfAnyExcept(Others) < 0 ? 0 : 1;
                }

                _ = Machine.Call(28, (ulong)elsewhere, OtherPages * PageSize, Discard, 0, 0);
                rounds++;
            }

            Volatile.Write(ref stop, true);
        });
        first.Join();
        foreach (Thread reader in readers)
        {
            reader.Join();
        }

        Check.Equal("nobody saw what the frame held later", 0L, seen);
        Check.Equal("nobody changed it", 0L, changed);
        Check.That("they tried often", rounds > 20 && (Cpus.Count == 1 || reads > 1000), $"{rounds} times, {reads} reads");
        _ = Machine.Call(11, (ulong)page, PageSize, 0, 0, 0);
        _ = Machine.Call(11, (ulong)elsewhere, OtherPages * PageSize, 0, 0, 0);
    }

    private static ulong* Map(ulong length)
    {
        const ulong ReadWrite = 3;
        const ulong PrivateAnonymous = 0x22;
        long address = Machine.Call(9, 0, length, ReadWrite, PrivateAnonymous, 0);
        return address > 0 ? (ulong*)address : throw new InvalidOperationException($"mmap: {address}");
    }
}
