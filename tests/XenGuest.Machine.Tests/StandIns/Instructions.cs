using System.Collections.Generic;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the processor: notes which addresses it was told to forget, draws what it is told to, and counts time.</summary>
internal static unsafe class Instructions
{
    internal static HashSet<ulong> Invalidated { get; } = [];

    /// <summary>What RDRAND draws next, or null where it draws nothing.</summary>
    internal static System.Func<ulong?> Drawn { get; set; } = static () => null;

    internal static ulong Tsc { get; set; }

    internal static int Random(ulong* drawn)
    {
        ulong? number = Drawn();
        *drawn = number ?? 0;
        return number is null ? 0 : 1;
    }

    internal static void Out8(uint port, uint value) => throw new System.InvalidOperationException($"port 0x{port:x} is written, with {value}");

    internal static ulong ReadTsc() => Tsc += 97;

    internal static uint Exchange32(uint* word, uint value) => System.Threading.Interlocked.Exchange(ref *word, value);

    internal static void Pause() => throw new System.InvalidOperationException("a CPU waits for one that does not answer");

    internal static void InvalidatePage(ulong address) => Invalidated.Add(address);

    /// <summary>How often all translations were forgotten.</summary>
    internal static int Flushes { get; private set; }

    internal static void WritePageTableBase(ulong frame)
    {
        Flushes++;
        Invalidated.Clear();
    }
}
