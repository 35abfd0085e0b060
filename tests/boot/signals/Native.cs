using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Signals;

internal static unsafe partial class Native
{
    /// <summary>Numbers of signals that neither the runtime nor musl uses.</summary>
    public const int FirstSignal = 10;
    public const int SecondSignal = 12;

    public static ulong ThreadId => (ulong)Machine.Call(186, 0, 0, 0, 0, 0);

    public static long Send(ulong thread, int signal) => Machine.Call(200, thread, (ulong)signal, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    public static partial int SetAction(int signal, ulong* action, ulong* previous);
}
