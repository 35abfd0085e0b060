using System.Runtime.CompilerServices;
using System.Threading;

#pragma warning disable RS0030 // This is the one place that may.

namespace XenGuest.Kernel;

/// <summary>
/// The only way to a word that Xen, another vCPU or another thread may change: one access, done as a whole.
/// </summary>
/// <remarks>
/// Loads acquire, stores release, and everything that reads and writes is a full barrier.
/// No operation allocates. What a pointer points to must be mapped, and aligned to its size.
/// A build for exploration has its own Volatile and Interlocked below these: they decide which thread runs next, and when
/// others see a store.
/// </remarks>
public static unsafe partial class Atomic
{
    /// <summary>Reads a word.</summary>
    /// <param name="word">The word.</param>
    /// <returns>Its value.</returns>
    public static byte Load(byte* word)
    {
        return Volatile.Read(ref *word);
    }

    /// <inheritdoc cref="Load(byte*)"/>
    public static uint Load(uint* word)
    {
        return Volatile.Read(ref *word);
    }

    /// <inheritdoc cref="Load(byte*)"/>
    public static ulong Load(ulong* word)
    {
        return Volatile.Read(ref *word);
    }

    /// <inheritdoc cref="Load(byte*)"/>
    public static int Load(ref int word)
    {
        return Volatile.Read(ref word);
    }

    /// <summary>Reads a reference.</summary>
    /// <typeparam name="T">What it refers to.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <returns>The object, as whoever stored it had made it; or null.</returns>
    public static T? Load<T>(ref T? reference)
        where T : class
    {
        return Volatile.Read(ref reference);
    }

    /// <summary>Writes a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    public static void Store(byte* word, byte value)
    {
        Volatile.Write(ref *word, value);
    }

    /// <inheritdoc cref="Store(byte*, byte)"/>
    public static void Store(uint* word, uint value)
    {
        Volatile.Write(ref *word, value);
    }

    /// <inheritdoc cref="Store(byte*, byte)"/>
    public static void Store(ulong* word, ulong value)
    {
        Volatile.Write(ref *word, value);
    }

    /// <inheritdoc cref="Store(byte*, byte)"/>
    public static void Store(ref int word, int value)
    {
        Volatile.Write(ref word, value);
    }

    /// <summary>Writes a word and returns what it was.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    /// <returns>Its value before.</returns>
    public static uint Exchange(uint* word, uint value)
    {
        return unchecked((uint)Interlocked.Exchange(ref *(int*)word, unchecked((int)value)));
    }

    /// <inheritdoc cref="Exchange(uint*, uint)"/>
    public static ulong Exchange(ulong* word, ulong value)
    {
        return unchecked((ulong)Interlocked.Exchange(ref *(long*)word, unchecked((long)value)));
    }

    /// <inheritdoc cref="Exchange(uint*, uint)"/>
    public static int Exchange(ref int word, int value)
    {
        return Interlocked.Exchange(ref word, value);
    }

    /// <summary>Writes a word if it still has an expected value.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="expected">The value that it must have.</param>
    /// <returns>Its value before: it was written if that is <paramref name="expected"/>.</returns>
    public static int CompareExchange(ref int word, int value, int expected)
    {
        return Interlocked.CompareExchange(ref word, value, expected);
    }

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    public static uint CompareExchange(uint* word, uint value, uint expected)
    {
        return unchecked((uint)Interlocked.CompareExchange(
            ref *(int*)word, unchecked((int)value), unchecked((int)expected)));
    }

    /// <summary>Writes a reference if it still has an expected value.</summary>
    /// <typeparam name="T">What it refers to.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="expected">The value that it must have.</param>
    /// <returns>Its value before: it was written if that is <paramref name="expected"/>.</returns>
    public static T? CompareExchange<T>(ref T? reference, T? value, T? expected)
        where T : class
    {
        return Interlocked.CompareExchange(ref reference, value, expected);
    }

    /// <summary>Adds to a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="addend">What to add; the sum wraps around.</param>
    /// <returns>The sum.</returns>
    public static int Add(ref int word, int addend)
    {
        return Interlocked.Add(ref word, addend);
    }

    /// <summary>Reads one bit of a field of bits.</summary>
    /// <param name="bits">The field, as Xen lays it out: bit n is bit n % 32 of 32-bit word n / 32.</param>
    /// <param name="index">Which bit.</param>
    /// <returns>Whether it is set.</returns>
    /// <remarks>On a little-endian machine the same field is one of 64-bit words: a bit's place does not depend on
    /// the width of the words.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TestBit(uint* bits, uint index) => (Load(bits + (index / 32)) & MaskOf(index)) != 0;

    /// <summary>Sets one bit of a field of bits and leaves all others as they are.</summary>
    /// <param name="bits">The field, as for <see cref="TestBit"/>.</param>
    /// <param name="index">Which bit.</param>
    /// <returns>Whether it was set before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SetBit(uint* bits, uint index) => (Or(bits + (index / 32), MaskOf(index)) & MaskOf(index)) != 0;

    /// <summary>Clears one bit of a field of bits and leaves all others as they are.</summary>
    /// <param name="bits">The field, as for <see cref="TestBit"/>.</param>
    /// <param name="index">Which bit.</param>
    /// <returns>Whether it was set before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ClearBit(uint* bits, uint index) =>
        (And(bits + (index / 32), ~MaskOf(index)) & MaskOf(index)) != 0;

    private static uint MaskOf(uint index) => 1u << (int)(index % 32);

#if NET
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Or(uint* word, uint mask)
    {
        return Interlocked.Or(ref *word, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint And(uint* word, uint mask)
    {
        return Interlocked.And(ref *word, mask);
    }
#else
    private static uint Or(uint* word, uint mask)
    {
        ref int shared = ref *(int*)word;
        int seen;
        do
        {
            seen = Volatile.Read(ref shared);
        }
        while (Interlocked.CompareExchange(ref shared, seen | unchecked((int)mask), seen) != seen);

        return unchecked((uint)seen);
    }

    private static uint And(uint* word, uint mask)
    {
        ref int shared = ref *(int*)word;
        int seen;
        do
        {
            seen = Volatile.Read(ref shared);
        }
        while (Interlocked.CompareExchange(ref shared, seen & unchecked((int)mask), seen) != seen);

        return unchecked((uint)seen);
    }
#endif
}
