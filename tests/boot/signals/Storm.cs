using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Signals;

/// <summary>Interrupted anywhere, by a handler that ruins what it may, a computation comes to its result.</summary>
internal static class Storm
{
    private const int Rounds = 400;
    private const int Signals = 300;

    private static volatile bool s_done;

    public static void Run()
    {
        Handler handler = new();
        handler.Attach(Native.FirstSignal, Handler.Restart);
        string expected = Compute();
        int wrong = 0;
        ulong id = 0;
        Thread thread = new(() =>
        {
            Volatile.Write(ref id, Native.ThreadId);
            for (int i = 0; i < Rounds || handler.Calls < Signals; i++)
            {
                wrong += Compute() == expected ? 0 : 1;
            }

            s_done = true;
        });
        thread.Start();
        while (Volatile.Read(ref id) == 0)
        {
            Thread.Yield();
        }

        Stopwatch clock = Stopwatch.StartNew();
        while (!s_done)
        {
            _ = Native.Send(id, Native.FirstSignal);
            Thread.Yield();
        }

        thread.Join();
        Check.Equal("every result is right", 0, wrong);
        Check.That("hundreds of signals came between", handler.Calls >= Signals, $"{handler.Calls} in {clock.ElapsedMilliseconds} ms");
    }

    /// <summary>Integers, floating point, copies forward and backward, native code, allocation.</summary>
    private static string Compute()
    {
        double sum = 0;
        ulong hash = 14_695_981_039_346_656_037;
        byte[] bytes = new byte[4096];
        for (int i = 1; i < 4096; i++)
        {
            bytes[i] = (byte)(bytes[i - 1] + i);
            hash = (hash ^ bytes[i]) * 1_099_511_628_211;
            sum += Math.Sqrt(i) / (hash >> 11 | 1);
        }

        bytes.AsSpan(0, 4000).CopyTo(bytes.AsSpan(96));
        bytes.AsSpan(96).CopyTo(bytes);
        return $"{hash:x} {sum:R} {bytes.Sum(static b => b)} {Math.Pow(sum, 0.3):R}";
    }
}
