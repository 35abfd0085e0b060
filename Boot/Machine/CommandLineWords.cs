using System;

namespace XenGuest.Machine;

/// <summary>Splits the command line into words: arguments for the program, settings for its environment, options of the platform.</summary>
/// <remarks>Pure: works in the given text, ends each word with NUL, and is tested on a host.</remarks>
internal unsafe struct CommandLineWords
{
    private byte* _next;

    internal CommandLineWords(byte* text) => _next = text;

    /// <summary>Whether the text ended inside of quotes, so that its last word may not be what was meant.</summary>
    internal bool HasOpenQuote { get; private set; }

    /// <summary>Takes the next word: characters between blanks; double quotes keep blanks inside a word and are dropped.</summary>
    internal bool TryTake(out byte* word)
    {
        while (*_next is (byte)' ' or (byte)'\t')
        {
            _next++;
        }

        word = _next;
        if (*_next == 0)
        {
            return false;
        }

        byte* to = _next;
        bool quoted = false;
        for (; *_next != 0 && (quoted || *_next is not ((byte)' ' or (byte)'\t')); _next++)
        {
            if (*_next == '"')
            {
                quoted = !quoted;
            }
            else
            {
                *to++ = *_next;
            }
        }

        if (*_next != 0)
        {
            _next++;
        }

        HasOpenQuote = quoted;
        *to = 0;
        return true;
    }

    /// <summary>Whether a word begins with a prefix.</summary>
    internal static bool StartsWith(byte* word, ReadOnlySpan<byte> prefix)
    {
        for (int i = 0; i < prefix.Length; i++)
        {
            if (word[i] != prefix[i])
            {
                return false;
            }
        }

        return true;
    }
}
