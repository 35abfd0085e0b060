using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for what a CPU tells Xen: how often is what a test asks.</summary>
internal static unsafe class SecondaryCpus
{
    private static int s_restored;

    internal static int Restored => s_restored;

    internal static void GoOnRestored(CpuBlock* cpu) => System.Threading.Interlocked.Increment(ref s_restored);
}
