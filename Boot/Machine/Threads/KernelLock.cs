using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>The one lock of Machine, held from a trap's way in to its way out, with interrupts off.</summary>
internal static unsafe class KernelLock
{
    private const int LooksPerPause = 64;

    private static LockWord s_word;

    /// <summary>Waits for the lock. Who holds it may want something of this CPU meanwhile.</summary>
    internal static void Acquire(CpuBlock* cpu)
    {
        fixed (uint* word = &s_word.Value)
        {
            while (Instructions.Exchange32(word, 1) != 0)
            {
                WaitUntilFree(cpu);
            }
        }
    }

    internal static void Release()
    {
        fixed (uint* word = &s_word.Value)
        {
            _ = Instructions.Exchange32(word, 0);
        }
    }

    /// <summary>PAUSE is an exit to Xen, which then lets another vCPU run: perhaps the one that holds the lock.</summary>
    private static void WaitUntilFree(CpuBlock* cpu)
    {
        while (true)
        {
            for (int i = 0; i < LooksPerPause; i++)
            {
                CpuRequests.Serve(cpu);
                if (s_word.Seen == 0)
                {
                    return;
                }
            }

            Instructions.Pause();
        }
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct LockWord
    {
        [FieldOffset(0)]
        internal uint Value;

        [FieldOffset(0)]
        internal volatile uint Seen;
    }
}
