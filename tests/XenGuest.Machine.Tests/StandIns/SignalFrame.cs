using System.Collections.Generic;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Stands in for the frame on a thread's stack: notes which signals were delivered.</summary>
internal static unsafe class SignalFrame
{
    internal static List<(int Thread, int Signal)> Pushed { get; } = [];

    internal static bool TryPush(ThreadBlock* thread, int signal, int code, ulong value, SignalAction* action)
    {
        Pushed.Add((thread->Id, signal));
        return true;
    }
}
