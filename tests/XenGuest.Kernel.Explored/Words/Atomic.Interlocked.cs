using System.Runtime.CompilerServices;
using XenGuest.Kernel.Explored;

namespace XenGuest.Kernel;

/// <content>What stands below it here in place of .NET's.</content>
public static unsafe partial class Atomic
{
    /// <summary>Stands in for .NET's below Atomic: locked instructions, before which the store buffer is empty.</summary>
    private static class Interlocked
    {
        internal static int Exchange(ref int word, int value) => Do(ref word, AccessKind.Exchange, value);

        internal static long Exchange(ref long word, long value) => Do(ref word, AccessKind.Exchange, value);

        internal static uint Exchange(ref uint word, uint value) => Do(ref word, AccessKind.Exchange, value);

        internal static ulong Exchange(ref ulong word, ulong value) => Do(ref word, AccessKind.Exchange, value);

        internal static int CompareExchange(ref int word, int value, int expected) =>
            Do(ref word, AccessKind.CompareExchange, value, expected);

        internal static long CompareExchange(ref long word, long value, long expected) =>
            Do(ref word, AccessKind.CompareExchange, value, expected);

        internal static uint CompareExchange(ref uint word, uint value, uint expected) =>
            Do(ref word, AccessKind.CompareExchange, value, expected);

        internal static ulong CompareExchange(ref ulong word, ulong value, ulong expected) =>
            Do(ref word, AccessKind.CompareExchange, value, expected);

        internal static T? CompareExchange<T>(ref T? reference, T? value, T? expected)
            where T : class =>
            (T?)Schedule.AccessReference(
                ref Unsafe.As<T?, object?>(ref reference), AccessKind.CompareExchange, value, expected);

        internal static int Add(ref int word, int addend) => Do(ref word, AccessKind.Add, addend) + addend;

        internal static long Add(ref long word, long addend) => Do(ref word, AccessKind.Add, addend) + addend;

        internal static uint Or(ref uint word, uint mask) => Do(ref word, AccessKind.Or, mask);

        internal static ulong Or(ref ulong word, ulong mask) => Do(ref word, AccessKind.Or, mask);

        internal static uint And(ref uint word, uint mask) => Do(ref word, AccessKind.And, mask);

        internal static ulong And(ref ulong word, ulong mask) => Do(ref word, AccessKind.And, mask);

        private static unsafe T Do<T>(ref T word, AccessKind kind, T operand, T expected = default)
            where T : unmanaged
        {
            ulong before = Schedule.Access(
                ref Unsafe.As<T, byte>(ref word), sizeof(T), kind, Widen(operand), Widen(expected));
            return *(T*)&before;
        }

        private static unsafe ulong Widen<T>(T value)
            where T : unmanaged
        {
            ulong wide = 0;
            *(T*)&wide = value;
            return wide;
        }
    }
}
