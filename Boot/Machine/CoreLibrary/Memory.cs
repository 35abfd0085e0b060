#pragma warning disable IDE0060, CA1801
using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>A view of constant bytes: what a u8 literal is.</summary>
    public readonly unsafe ref struct ReadOnlySpan<T>
    {
        private readonly ref T _reference;
        private readonly int _length;

        public ReadOnlySpan(void* pointer, int length)
        {
            _reference = ref Unsafe.As<byte, T>(ref *(byte*)pointer);
            _length = length;
        }

        /// <summary>Demanded by the compiler for literals; there are no arrays.</summary>
        public ReadOnlySpan(T[] array)
        {
            _reference = ref Unsafe.Add(ref Unsafe.As<byte, T>(ref *(byte*)null), 0);
            _length = 0;
        }

        public ReadOnlySpan(T[] array, int start, int length)
            : this(array)
        {
        }

        public int Length => _length;

        /// <summary>The element; Machine checks its own indices, there is nothing to throw.</summary>
        public ref readonly T this[int index] => ref Unsafe.Add(ref _reference, index);

        public ref readonly T GetPinnableReference() => ref _reference;
    }

    public static unsafe class SpanHelpers
    {
        private static void Memmove(ref byte destination, ref byte source, nuint count)
        {
            fixed (byte* to = &destination, from = &source)
            {
                XenGuest.Machine.Memory.RawMemory.Move(to, from, count);
            }
        }

        private static void ClearWithoutReferences(ref byte destination, nuint count)
        {
            fixed (byte* to = &destination)
            {
                XenGuest.Machine.Memory.RawMemory.Fill(to, 0, count);
            }
        }

        private static void Fill(ref byte destination, byte value, nuint count)
        {
            fixed (byte* to = &destination)
            {
                XenGuest.Machine.Memory.RawMemory.Fill(to, value, count);
            }
        }
    }

    public static class Buffer
    {
        private static void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint count)
        {
        }
    }
}

namespace System.Runtime.CompilerServices
{
    public static unsafe class Unsafe
    {
        [Intrinsic]
        public static extern ref TTo As<TFrom, TTo>(ref TFrom source);

        [Intrinsic]
        public static extern ref T Add<T>(ref T source, int offset);
    }

    public static class RuntimeHelpers
    {
        public static int OffsetToStringData => 12;

        [Intrinsic]
        public static bool IsReferenceOrContainsReferences<T>() => false;
    }
}
