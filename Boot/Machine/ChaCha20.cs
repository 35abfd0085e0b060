namespace XenGuest.Machine;

/// <summary>The block function of ChaCha20 (RFC 8439, with a 64-bit counter and a zero nonce).</summary>
internal static unsafe class ChaCha20
{
    internal const int BlockWords = 16;

    private const int DoubleRounds = 10;

    /// <summary>Writes 16 words of key stream. <paramref name="key"/> has 8 words.</summary>
    internal static void Block(uint* key, ulong counter, uint* output)
    {
        uint* state = stackalloc uint[BlockWords];
        state[0] = 0x6170_7865;
        state[1] = 0x3320_646E;
        state[2] = 0x7962_2D32;
        state[3] = 0x6B20_6574;
        for (int i = 0; i < 8; i++)
        {
            state[4 + i] = key[i];
        }

        state[12] = (uint)counter;
        state[13] = (uint)(counter >> 32);
        state[14] = 0;
        state[15] = 0;
        for (int i = 0; i < BlockWords; i++)
        {
            output[i] = state[i];
        }

        for (int i = 0; i < DoubleRounds; i++)
        {
            Quarter(output, 0, 4, 8, 12);
            Quarter(output, 1, 5, 9, 13);
            Quarter(output, 2, 6, 10, 14);
            Quarter(output, 3, 7, 11, 15);
            Quarter(output, 0, 5, 10, 15);
            Quarter(output, 1, 6, 11, 12);
            Quarter(output, 2, 7, 8, 13);
            Quarter(output, 3, 4, 9, 14);
        }

        for (int i = 0; i < BlockWords; i++)
        {
            output[i] += state[i];
        }
    }

    private static void Quarter(uint* s, int a, int b, int c, int d)
    {
        s[a] += s[b];
        s[d] = Rotate(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = Rotate(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = Rotate(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = Rotate(s[b] ^ s[c], 7);
    }

    private static uint Rotate(uint value, int count) => (value << count) | (value >> (32 - count));
}
