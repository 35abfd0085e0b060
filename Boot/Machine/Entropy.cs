using XenGuest.Machine.Processor;

namespace XenGuest.Machine;

/// <summary>Random bytes: ChaCha20 keyed from RDRAND, or from the jitter of the time stamp counter where the processor has none that works.</summary>
/// <remarks>After every request the key is replaced by the generator's own output: what was handed out cannot be computed back.</remarks>
internal static unsafe class Entropy
{
    private const uint CpuidRandom = 1u << 30;
    private const int KeyWords = 8;
    private const int JitterRounds = 64;

    private static Key s_key;
    private static ulong s_counter;

    internal static void Start()
    {
        if ((Cpu.Features & CpuidRandom) != 0 && TryKeyFromRandom())
        {
            return;
        }

        fixed (uint* key = s_key.Words)
        {
            for (int i = 0; i < KeyWords; i++)
            {
                key[i] ^= Jitter();
            }
        }
    }

    /// <summary>Draws every word of the key; false when RDRAND fails once, for then no word of it is worth anything.</summary>
    private static bool TryKeyFromRandom()
    {
        ulong last = 0;
        fixed (uint* key = s_key.Words)
        {
            for (int i = 0; i < KeyWords; i++)
            {
                if (!TryDraw(last, out ulong random))
                {
                    return false;
                }

                key[i] = (uint)random ^ (uint)(random >> 32);
                last = random;
            }
        }

        return true;
    }

    /// <summary>A number from RDRAND; false when the processor has none, or gives the same again, as broken ones do.</summary>
    private static bool TryDraw(ulong last, out ulong random)
    {
        const int MostTries = 10;
        ulong drawn = 0;
        for (int i = 0; i < MostTries; i++)
        {
            if (Instructions.Random(&drawn) != 0 && drawn != last)
            {
                random = drawn;
                return true;
            }
        }

        random = 0;
        return false;
    }

    /// <summary>A random number.</summary>
    internal static ulong Word()
    {
        ulong word;
        Fill((byte*)&word, sizeof(ulong));
        return word;
    }

    internal static void Fill(byte* destination, ulong length)
    {
        uint* block = stackalloc uint[ChaCha20.BlockWords];
        fixed (uint* key = s_key.Words)
        {
            while (length != 0)
            {
                ChaCha20.Block(key, s_counter++, block);
                for (int i = 0; i < ChaCha20.BlockWords * sizeof(uint) && length != 0; i++, length--)
                {
                    *destination++ = ((byte*)block)[i];
                }
            }

            ChaCha20.Block(key, s_counter++, block);
            for (int i = 0; i < KeyWords; i++)
            {
                key[i] = block[i];
            }
        }
    }

    /// <summary>Folds readings of the time stamp counter. Each may be an exit to Xen.</summary>
    private static uint Jitter()
    {
        ulong folded = 0;
        for (int i = 0; i < JitterRounds; i++)
        {
            folded = (folded << 7) ^ (folded >> 57) ^ Instructions.ReadTsc();
        }

        return (uint)folded ^ (uint)(folded >> 32);
    }

    private struct Key
    {
        internal fixed uint Words[KeyWords];
    }
}
