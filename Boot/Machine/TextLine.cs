using System;
using XenGuest.Machine.Terminal;

namespace XenGuest.Machine;

/// <summary>A line of text put together on the stack and written at once, so that no other writer comes between.</summary>
internal unsafe ref struct TextLine
{
    private const int Capacity = 256;

    private Characters _characters;
    private int _length;

    internal void Add(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Add(text[i]);
        }
    }

    internal void AddHex(ulong value)
    {
        Add("0x"u8);
        int shift = 60;
        while (shift > 0 && (value >> shift) == 0)
        {
            shift -= 4;
        }

        for (; shift >= 0; shift -= 4)
        {
            uint digit = (uint)(value >> shift) & 0xF;
            Add((byte)(digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
    }

    internal void AddDecimal(ulong value)
    {
        ulong divisor = 1;
        while (value / divisor >= 10)
        {
            divisor *= 10;
        }

        for (; divisor != 0; divisor /= 10)
        {
            Add((byte)('0' + (value / divisor % 10)));
        }
    }

    /// <summary>Ends the line and writes it.</summary>
    internal void Write()
    {
        Add((byte)'\n');
        fixed (byte* characters = _characters.Bytes)
        {
            MachineConsole.Write(characters, (ulong)_length);
        }

        _length = 0;
    }

    private void Add(byte character)
    {
        // The last place is the line end's.
        if (_length < Capacity - 1 || (character == '\n' && _length < Capacity))
        {
            _characters.Bytes[_length++] = character;
        }
    }

    private struct Characters
    {
        internal fixed byte Bytes[Capacity];
    }
}
