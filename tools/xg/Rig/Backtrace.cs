using System.Globalization;
using System.Text.RegularExpressions;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Rig;

/// <summary>
/// Names the addresses that a guest prints, one a line: after a fault <c>  at 0xADDRESS</c>, the instruction that faulted first, then
/// return addresses; of an exception where the image has no names <c>  at guest!&lt;BaseAddress&gt;+0xOFFSET</c>, all return addresses.
/// </summary>
internal sealed partial class Backtrace
{
    private readonly SymbolTable _symbols;
    private readonly ulong _loadAddress;
    private bool _isWithin;

    /// <summary>For one image.</summary>
    /// <param name="symbols">The names of its code.</param>
    /// <param name="loadAddress">Where it begins in memory.</param>
    public Backtrace(SymbolTable symbols, ulong loadAddress)
    {
        _symbols = symbols;
        _loadAddress = loadAddress;
    }

    /// <summary>The next line of the console, with the code named that its address lies in.</summary>
    /// <returns>The line, with <c> Type__Method + 0x12</c> after the address; unchanged where there is no address or no symbol.</returns>
    public string Name(string line)
    {
        Match match = AddressLine().Match(line);
        if (!match.Success || !ulong.TryParse(match.Groups["digits"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong address))
        {
            _isWithin = false;
            return line;
        }

        bool isOffset = match.Groups["base"].Success;
        address = isOffset ? unchecked(_loadAddress + address) : address;

        // A return address may stand behind the last instruction of its function.
        ulong within = (_isWithin || isOffset) && address > 0 ? address - 1 : address;
        _isWithin = true;
        if (_symbols.Find(within) is not ElfSymbol found)
        {
            return line;
        }

        int end = match.Groups["digits"].Index + match.Groups["digits"].Length;
        return $"{line[..end]} {SymbolName.Demangle(found.Name)} + 0x{address - found.Address:x}{line[end..]}";
    }

    [GeneratedRegex(@"^\s*at (?<base>\w+!<BaseAddress>\+)?0x(?<digits>[0-9a-fA-F]{1,16})\b")]
    private static partial Regex AddressLine();
}
