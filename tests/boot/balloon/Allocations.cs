using System;
using System.Threading;

namespace XenGuest.BootGuests.Balloon;

/// <summary>A program that allocates, keeps some, and looks at it again: memory that is no longer there would show.</summary>
internal sealed class Allocations
{
    private const int Kept = 64;
    private const int MostBytes = 64 * 1024;

    public int Rounds { get; private set; }

    public int Broken { get; private set; }

    /// <summary>How often there was no memory.</summary>
    public int Refused { get; private set; }

    public static Allocations Run(CancellationToken end)
    {
        Allocations done = new();
        byte[]?[] kept = new byte[]?[Kept];
        Random random = new(7);
        while (!end.IsCancellationRequested)
        {
            int place = random.Next(Kept);
            done.Broken += kept[place] is byte[] old && !IsWhole(old) ? 1 : 0;
            try
            {
                byte[] made = new byte[random.Next(1, MostBytes)];
                made.AsSpan().Fill((byte)made.Length);
                kept[place] = made;
            }
            catch (OutOfMemoryException)
            {
                done.Refused++;
                kept.AsSpan().Clear();
            }

            done.Rounds++;
        }

        return done;
    }

    private static bool IsWhole(byte[] bytes) => bytes.AsSpan().IndexOfAnyExcept((byte)bytes.Length) < 0;
}
