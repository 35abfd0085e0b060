using System.Collections.Generic;

namespace XenGuest.Xg.Elf;

/// <summary>Code symbols by address.</summary>
internal sealed class SymbolTable
{
    // An address this far past a symbol of unknown size belongs to something else.
    private const ulong FarthestOffset = 0x10000;

    private readonly List<ElfSymbol> _byAddress;

    public SymbolTable(List<ElfSymbol> symbols)
    {
        // Of several names for one address the sized one, a function, is the last and is the one found.
        symbols.Sort(static (left, right) => (left.Address, left.Size).CompareTo((right.Address, right.Size)));
        _byAddress = symbols;
    }

    public int Count => _byAddress.Count;

    /// <summary>The symbol of a name.</summary>
    /// <returns>The symbol; null where there is none.</returns>
    public ElfSymbol? Find(string name)
    {
        int index = _byAddress.FindIndex(symbol => symbol.Name == name);
        return index < 0 ? null : _byAddress[index];
    }

    /// <summary>The symbol that covers an address.</summary>
    /// <returns>The symbol; null where none covers it.</returns>
    public ElfSymbol? Find(ulong address)
    {
        int low = 0;
        int high = _byAddress.Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (_byAddress[middle].Address <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return null;
        }

        ElfSymbol symbol = _byAddress[low - 1];
        ulong reach = symbol.Size == 0 ? FarthestOffset : symbol.Size;
        return address - symbol.Address < reach ? symbol : null;
    }
}
