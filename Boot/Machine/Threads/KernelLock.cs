using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>The one lock of Machine, held from a trap's way in to its way out, with interrupts off.</summary>
internal static unsafe class KernelLock
{
    private static LockWord s_word;

    internal static void Acquire()
    {
        fixed (uint* word = &s_word.Value)
        {
            while (Instructions.Exchange32(word, 1) != 0)
            {
                Instructions.Pause();
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

    private struct LockWord
    {
        internal uint Value;
    }
}
