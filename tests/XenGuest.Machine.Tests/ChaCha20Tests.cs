using System;
using System.Linq;
using Xunit;

namespace XenGuest.Machine.Tests;

public unsafe class ChaCha20Tests
{
    /// <summary>RFC 8439, appendix A.1, test vectors 1, 2 and 4: block function with a zero nonce.</summary>
    [Theory]
    [InlineData(0u, 0, 0x00UL, "ade0b876 903df1a0 e56a5d40 28bd8653 b819d2bd 1aed8da0 ccef36a8 c70d778b 7c5941da 8d485751 3fe02477 374ad8b8 f4b8436a 1ca11815 69b687c3 8665eeb2")]
    [InlineData(0u, 0, 0x01UL, "bee7079f 7a385155 7c97ba98 0d082d73 a0290fcb 6965e348 3e53c612 ed7aee32 7621b729 434ee69c b03371d5 d539d874 281fed31 45fb0a51 1f0ae1ac 6f4d794b")]
    [InlineData(0x00ff00u, 1, 0x02UL, "fb4dd572 4bc42ef1 df922636 327f1394 a78dea8f 5e269039 a1bebbc1 caf09aae a25ab213 48a6b46c 1b9d9bcb 092c5be6 546ca624 1bec45d5 87f47473 96f0992e")]
    public void A_block_is_the_one_of_the_standard(uint keyWord, int place, ulong counter, string expected)
    {
        uint* key = stackalloc uint[8];
        new Span<uint>(key, 8).Clear();
        key[place == 0 ? 7 : 0] = keyWord;
        uint* output = stackalloc uint[ChaCha20.BlockWords];

        ChaCha20.Block(key, counter, output);

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, ChaCha20.BlockWords).Select(i => $"{output[i]:x8}")));
    }

    [Fact]
    public void The_high_half_of_the_counter_counts()
    {
        uint* key = stackalloc uint[8];
        new Span<uint>(key, 8).Clear();
        uint* low = stackalloc uint[ChaCha20.BlockWords];
        uint* high = stackalloc uint[ChaCha20.BlockWords];

        ChaCha20.Block(key, 1, low);
        ChaCha20.Block(key, (1UL << 32) | 1, high);

        Assert.NotEqual(new Span<uint>(low, ChaCha20.BlockWords).ToArray(), new Span<uint>(high, ChaCha20.BlockWords).ToArray());
    }
}
