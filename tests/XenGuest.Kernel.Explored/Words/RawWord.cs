using System;
using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Explored;

/// <summary>A word in real memory. Only one thread of a schedule runs at a time, so plain instructions do.</summary>
internal static class RawWord
{
    internal static ulong Read(ref byte word, int size) => size switch
    {
        sizeof(byte) => word,
        sizeof(uint) => Unsafe.As<byte, uint>(ref word),
        sizeof(ulong) => Unsafe.As<byte, ulong>(ref word),
        _ => throw new ArgumentOutOfRangeException(nameof(size)),
    };

    internal static void Write(ref byte word, int size, ulong value)
    {
        switch (size)
        {
            case sizeof(byte):
                word = (byte)value;
                break;
            case sizeof(uint):
                Unsafe.As<byte, uint>(ref word) = (uint)value;
                break;
            case sizeof(ulong):
                Unsafe.As<byte, ulong>(ref word) = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(size));
        }
    }

    /// <summary>The part of a value that fits into a word.</summary>
    internal static ulong Cut(ulong value, int size) => value & (ulong.MaxValue >> (8 * (sizeof(ulong) - size)));

    /// <summary>What a word is after an access.</summary>
    internal static ulong After(AccessKind kind, ulong before, ulong operand, ulong expected) => kind switch
    {
        AccessKind.Load => before,
        AccessKind.Store or AccessKind.Exchange => operand,
        AccessKind.CompareExchange => before == expected ? operand : before,
        AccessKind.Add => before + operand,
        AccessKind.Or => before | operand,
        AccessKind.And => before & operand,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
