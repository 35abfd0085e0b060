using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Runtime;

internal static unsafe partial class NativeCalls
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Comparison(int* left, int* right);

    public static void Run()
    {
        int[] numbers = [5, 3, 9, 1, 7];
        fixed (int* first = numbers)
        {
            Sort(first, (nuint)numbers.Length, sizeof(int), &Compare);
        }

        Check.Equal("qsort calls a function pointer", "1 3 5 7 9", string.Join(' ', numbers));

        // A delegate that captures becomes native code of its own, made at run time: never writable and executable at once.
        int calls = 0;
        Comparison descending = (left, right) =>
        {
            calls++;
            return right->CompareTo(*left);
        };
        nint pointer = Marshal.GetFunctionPointerForDelegate(descending);
        fixed (int* first = numbers)
        {
            Sort(first, (nuint)numbers.Length, sizeof(int), (delegate* unmanaged[Cdecl]<int*, int*, int>)pointer);
        }

        GC.KeepAlive(descending);
        Check.Equal("qsort calls a delegate", "9 7 5 3 1", string.Join(' ', numbers));
        Check.That("the delegate was called", calls >= 4);

        byte* block = (byte*)NativeMemory.AllocZeroed(1_000_000);
        block[999_999] = 1;
        block = (byte*)NativeMemory.Realloc(block, 3_000_000);
        Check.Equal("malloc, calloc and realloc keep the content", 1, new ReadOnlySpan<byte>(block, 1_000_000).ToArray().Sum(static b => b));
        NativeMemory.Free(block);

        Check.Equal("strings are marshalled", 11, Length("hello world"));
        Check.Equal("errno comes back", (-1, 2), (Open("/no/such/file", 0), Marshal.GetLastPInvokeError()));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Compare(int* left, int* right) => left->CompareTo(*right);

    [LibraryImport("libc", EntryPoint = "qsort")]
    private static partial void Sort(void* first, nuint count, nuint size, delegate* unmanaged[Cdecl]<int*, int*, int> compare);

    [LibraryImport("libc", EntryPoint = "strlen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Length(string text);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
