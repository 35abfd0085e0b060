#pragma warning disable CA1822, CA1823, CA2200, CA1052, CA1812, CA1814, CA2018, CS0649, IDE0051, CA1802, CA1065, CA1036, CA1067, CA1032, CA1064
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Tests.Subset;

/// <summary>One small violation of each rule, in a type that has the rule's name; and what no rule forbids.</summary>
internal static unsafe class SubsetSamples
{
    internal sealed class OwnException : Exception
    {
    }

    internal static class ExceptionFilter
    {
        public static int Sample(Func<int> action)
        {
            try
            {
                return action();
            }
            catch (InvalidOperationException exception) when (exception.HResult == 1)
            {
                return 0;
            }
        }
    }

    internal static class Rethrow
    {
        public static int Sample(Func<int> action)
        {
            try
            {
                return action();
            }
            catch (InvalidOperationException)
            {
                throw;
            }
        }
    }

    internal static class OwnExceptionWithFinally
    {
        public static int Sample(Func<int> action)
        {
            int calls = 0;
            try
            {
                return action();
            }
            catch (OwnException)
            {
                return calls;
            }
            finally
            {
                calls++;
            }
        }
    }

    internal static class IndirectCallWithoutArguments
    {
        public static int Sample(delegate*<int> function) => function();
    }

    internal static class MulticastDelegate
    {
        public static Action Sample(Action first, Action second) => first + second;
    }

    internal sealed record RecordClass(int Value);

    internal static class EnumText
    {
        public static string Sample(DayOfWeek day) => day.ToString();
    }

    internal static class UnmanagedAllocation
    {
        public static nint Sample() => Marshal.AllocHGlobal(1);

        public static void Sample(nuint size) => NativeMemory.AlignedFree(NativeMemory.AlignedAlloc(size, 8));
    }

    internal static class StackAllocation
    {
        public static int Sample(int length)
        {
            byte* bytes = stackalloc byte[length];
            return bytes[0];
        }
    }

    internal static class MultidimensionalArray
    {
        public static int Sample(int[,] numbers) => numbers[0, 0];
    }

    internal interface DefaultInterfaceMethod
    {
        int Sample() => 1;
    }

    internal abstract class GenericVirtualMethod
    {
        public abstract void Sample<T>();
    }

    internal interface StaticAbstractMember
    {
        static abstract int Sample();
    }

    internal static class BitOperations
    {
        public static int Sample(uint value) => System.Numerics.BitOperations.PopCount(value);
    }

    internal ref struct RefField(ref int sample)
    {
        public ref int Sample = ref sample;
    }

    [InlineArray(4)]
    internal struct InlineArray
    {
        private int _sample;
    }

    internal static class LongDivision
    {
        private static readonly long s_number = 1;

        public static long Signed(long dividend, long divisor) => dividend / divisor;

        public static ulong Remainder(ulong dividend, uint divisor) => dividend % divisor;

        public static long ByExpression(long dividend, long divisor) => dividend / (divisor + 1);

        public static long ByField(long dividend) => dividend % s_number;

        public static nint Native(nint dividend, nint divisor) => dividend / divisor;
    }

    internal static class PointerSizeProperty
    {
        public static int Sample() => IntPtr.Size;
    }

    internal static class Lock
    {
        public static void Sample(object gate)
        {
            lock (gate)
            {
                Console.WriteLine();
            }
        }
    }

    internal static class InterfaceDispatch
    {
        public static bool Sample(IEquatable<string> text) => text.Equals("");
    }

    internal static class Allowed
    {
        private static Action? s_single;

        public static uint Division(uint dividend, uint divisor) => dividend / (divisor & 7) % 10;

        public static int Division(int dividend, short divisor) => dividend / divisor;

        public static int Division(int dividend, bool small) => dividend / (small ? 3 : 4);

        public static DayOfWeek Enumeration(DayOfWeek day) => (DayOfWeek)((int)day % (int)DayOfWeek.Saturday);

        public static void SingleDelegate(Action action)
        {
            s_single = action;
            s_single();
        }

        public static int Caught(Func<int> action)
        {
            try
            {
                return action();
            }
            catch (OwnException)
            {
                return 0;
            }
        }

        public static bool Constrained<T>(T left, T right)
            where T : struct, IEquatable<T> => left.Equals(right);

        public static uint Indirect(delegate* unmanaged[Cdecl]<int*, uint> function)
        {
            int frame = 1;
            return function(&frame);
        }

        public static int PointerSize() => sizeof(void*);

        public static Vector2 Numerics(Vector2 value) => value;
    }
}
