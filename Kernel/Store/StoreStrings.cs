using System;

namespace XenGuest.Kernel;

/// <summary>The texts of an answer, one after the other, each with a zero byte at its end.</summary>
public ref struct StoreStrings
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>The texts of an answer.</summary>
    /// <param name="answer">The answer.</param>
    public StoreStrings(ReadOnlySpan<byte> answer)
    {
        _rest = answer;
        Current = default;
    }

    /// <summary>The text that was taken last, without the byte at its end.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether all was taken; where the next text has no end it never is.</summary>
    public readonly bool IsAtEnd => _rest.Length == 0;

    /// <summary>Takes the next text.</summary>
    /// <returns>Whether there is one that has an end.</returns>
    public bool MoveNext()
    {
        int length = _rest.IndexOf((byte)0);
        if (length < 0)
        {
            return false;
        }

        Current = _rest.Slice(0, length);
        _rest = _rest.Slice(length + 1);
        return true;
    }
}
