using System.Collections.Generic;

namespace XenGuest.Entry.ObjectFile;

/// <summary>Gives each outside symbol a window of placeholder addresses that no real operand of the emitted code has.</summary>
internal sealed class SymbolTable
{
    // High enough that Iced cannot shrink it to 8 bits, below 2 GiB so that it fits every operand form.
    private const ulong FirstWindow = 0x5E00_0000;
    private const ulong WindowSize = 0x1_0000;
    private const ulong WindowMiddle = WindowSize / 2;

    private readonly List<string> _names = [];

    /// <summary>The placeholder address of a symbol; add up to ±32 KiB to refer to a place inside what it names.</summary>
    public ulong this[string name]
    {
        get
        {
            int index = _names.IndexOf(name);
            if (index < 0)
            {
                index = _names.Count;
                _names.Add(name);
            }

            return FirstWindow + ((ulong)index * WindowSize) + WindowMiddle;
        }
    }

    /// <summary>Tells whether an operand is a placeholder, and of which symbol and addend.</summary>
    public bool TryResolve(ulong value, out string name, out long addend)
    {
        if (value < FirstWindow || value >= FirstWindow + ((ulong)_names.Count * WindowSize))
        {
            name = string.Empty;
            addend = 0;
            return false;
        }

        int index = (int)((value - FirstWindow) / WindowSize);
        name = _names[index];
        addend = (long)(value - FirstWindow) - (long)((ulong)index * WindowSize) - (long)WindowMiddle;
        return true;
    }
}
