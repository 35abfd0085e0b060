using System.Globalization;
using System.Text.RegularExpressions;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Rig;

/// <summary>Names the addresses that a guest's machine prints after a fault, one <c>  at 0xADDRESS</c> a line: the instruction that faulted first,
/// then return addresses.</summary>
internal sealed partial class Backtrace
{
    private readonly SymbolTable _symbols;
    private bool _isWithin;

    public Backtrace(SymbolTable symbols)
    {
        _symbols = symbols;
    }

    /// <summary>The next line of the console, with the code named that its address lies in.</summary>
    /// <returns>The line, with <c> Type__Method + 0x12</c> after the address; unchanged where there is no address or no symbol.</returns>
    public string Name(string line)
    {
        Match match = AddressLine().Match(line);
        if (!match.Success || !ulong.TryParse(match.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong address))
        {
            _isWithin = false;
            return line;
        }

        // A return address may stand behind the last instruction of its function.
        ulong within = _isWithin && address > 0 ? address - 1 : address;
        _isWithin = true;
        if (_symbols.Find(within) is not ElfSymbol found)
        {
            return line;
        }

        int end = match.Groups[1].Index + match.Groups[1].Length;
        return $"{line[..end]} {SymbolName.Demangle(found.Name)} + 0x{address - found.Address:x}{line[end..]}";
    }

    [GeneratedRegex(@"^\s*at (0x([0-9a-fA-F]{1,16}))\b")]
    private static partial Regex AddressLine();
}
