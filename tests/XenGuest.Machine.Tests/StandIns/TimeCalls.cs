using XenGuest.Machine.Contract;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Stands in for what a sleep that was cut short tells the program.</summary>
internal static unsafe class TimeCalls
{
    internal static void StoreRemaining(ThreadBlock* thread)
    {
    }
}
