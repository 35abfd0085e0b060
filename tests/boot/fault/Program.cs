using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

Console.WriteLine($"doing something wrong: {args[0]}; the machine reports it and ends");
Wrong.Do(args[0]);
Console.WriteLine("XenGuest: FAILURE fault: nothing happened");
return 1;

internal static unsafe partial class Wrong
{
    private const ulong Nowhere = 0x5555_0000_0000;
    private const ulong NotCanonical = 0x9999_0000_0000_0000;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Do(string what)
    {
        switch (what)
        {
            case "native-write":
                Fill((void*)Nowhere, 1, 100);
                break;
            case "native-null":
                Fill((void*)8, 1, 100);
                break;
            case "managed-write":
                *(int*)Nowhere = 1;
                break;
            case "managed-not-canonical":
                *(int*)NotCanonical = 1;
                break;
            case "jump":
                ((delegate* unmanaged<void>)Nowhere)();
                break;
            case "text":
                *(byte*)(delegate* unmanaged<void>)&Function = 0xCC;
                break;
            case "task":
                // A descriptor that there is not: general protection.
                LoadTask(0x30);
                break;
            default:
                throw new ArgumentException(what);
        }
    }

    [UnmanagedCallersOnly]
    private static void Function()
    {
    }

    [LibraryImport("machine", EntryPoint = "processor_load_task")]
    private static partial void LoadTask(ushort selector);

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial void* Fill(void* destination, int value, nuint count);
}
