using System;
using System.Runtime.CompilerServices;

namespace XenGuest.BootGuests.Exceptions;

/// <summary>Page faults at low addresses and divide errors become exceptions of .NET.</summary>
internal static class HardwareExceptions
{
    public static void Run()
    {
        Check.Throws<NullReferenceException>("reading a field of null", static () => _ = Nothing()!.Value);
        Check.Throws<NullReferenceException>("writing a field of null", static () => Nothing()!.Value = 1);
        Check.Throws<NullReferenceException>("calling a virtual method of null", static () => Nothing()!.Virtual());
        Check.Throws<DivideByZeroException>("dividing by zero", static () => _ = 7 / Zero());
        Check.Throws<DivideByZeroException>("the remainder of a 64-bit division by zero", static () => _ = 7L % Zero());
        Check.Throws<OverflowException>("the least number divided by -1", static () => _ = Least() / (Zero() - 1));
        Check.Throws<IndexOutOfRangeException>("an index behind the end", static () => _ = "abc".ToCharArray()[Zero() + 3]);
        Check.Throws<InvalidCastException>("a cast to what it is not", static () => _ = (string)(object)new Node());
        Check.Throws<ArrayTypeMismatchException>("an array element of another type", static () => ((object[])new string[1])[0] = new Node());
        Check.Equal("a handler that faults itself, 50 deep", 51, Deep(50));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Node? Nothing() => null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Zero() => 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Least() => int.MinValue;

    /// <summary>At each depth the fault is caught, and its handler faults itself.</summary>
    private static int Deep(int depth)
    {
        int caught = 0;
        Down(depth);
        return caught;

        void Down(int left)
        {
            try
            {
                if (left == 0)
                {
                    Nothing()!.Value++;
                }

                Down(left - 1);
            }
            catch (NullReferenceException)
            {
                caught++;
                if (left < depth)
                {
                    Nothing()!.Value++;
                }
            }
        }
    }

    private sealed class Node
    {
        public int Value;

        public int Virtual() => GetHashCode() + Value;
    }
}
