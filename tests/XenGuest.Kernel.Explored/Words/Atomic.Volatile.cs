using System.Runtime.CompilerServices;
using XenGuest.Kernel.Explored;

namespace XenGuest.Kernel;

/// <content>What stands below it here in place of .NET's.</content>
public static unsafe partial class Atomic
{
    /// <summary>Stands in for .NET's below Atomic: plain accesses of a processor with a store buffer.</summary>
    private static class Volatile
    {
        internal static byte Read(ref byte word) => (byte)Schedule.Access(ref word, sizeof(byte), AccessKind.Load);

        internal static int Read(ref int word) => (int)Read(ref Unsafe.As<int, uint>(ref word));

        internal static uint Read(ref uint word) =>
            (uint)Schedule.Access(ref Unsafe.As<uint, byte>(ref word), sizeof(uint), AccessKind.Load);

        internal static ulong Read(ref ulong word) =>
            Schedule.Access(ref Unsafe.As<ulong, byte>(ref word), sizeof(ulong), AccessKind.Load);

        internal static T? Read<T>(ref T? reference)
            where T : class =>
            (T?)Schedule.AccessReference(ref Unsafe.As<T?, object?>(ref reference), AccessKind.Load, null, null);

        internal static void Write(ref byte word, byte value) =>
            Schedule.Access(ref word, sizeof(byte), AccessKind.Store, value);

        internal static void Write(ref int word, int value) => Write(ref Unsafe.As<int, uint>(ref word), (uint)value);

        internal static void Write(ref uint word, uint value) =>
            Schedule.Access(ref Unsafe.As<uint, byte>(ref word), sizeof(uint), AccessKind.Store, value);

        internal static void Write(ref ulong word, ulong value) =>
            Schedule.Access(ref Unsafe.As<ulong, byte>(ref word), sizeof(ulong), AccessKind.Store, value);
    }
}
