using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace XenGuest.Xg.Trace;

/// <summary>Reads what Xen prints of its vCPUs' control blocks at its debug key <c>v</c>, on AMD processors.</summary>
internal static partial class VcpuDump
{
    /// <summary>How the dump ends.</summary>
    public const string End = "**************************************";

    /// <summary>The vCPUs of domain 0, those that run at all.</summary>
    /// <param name="lines">Lines of Xen's log, those of the dump among them.</param>
    public static List<VcpuState> Parse(IEnumerable<string> lines)
    {
        List<VcpuState> vcpus = [];
        uint? vcpu = null;
        bool isOurs = false;
        ulong pointer = 0;
        ulong pageTables = 0;
        foreach (string line in lines)
        {
            if (DomainLine().Match(line) is { Success: true } domain)
            {
                isOurs = domain.Groups["domain"].Value == "0";
            }
            else if (VcpuLine().Match(line) is { Success: true } next)
            {
                vcpu = uint.Parse(next.Groups["vcpu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            }
            else if (PointerLine().Match(line) is { Success: true } rip)
            {
                pointer = Number(rip);
            }
            else if (NestedLine().Match(line) is { Success: true } nested && isOurs && vcpu is uint number)
            {
                vcpus.Add(new VcpuState(number, pointer, pageTables, Number(nested)));
            }
            else if (TablesLine().Match(line) is { Success: true } tables)
            {
                pageTables = Number(tables);
            }
        }

        return vcpus;
    }

    private static ulong Number(Match match) => ulong.Parse(match.Groups["value"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@">>> Domain (?<domain>\d+) <<<")]
    private static partial Regex DomainLine();

    [GeneratedRegex(@"\sVCPU (?<vcpu>\d+)\s*$")]
    private static partial Regex VcpuLine();

    [GeneratedRegex(@"RIP = 0x(?<value>[0-9a-f]+)")]
    private static partial Regex PointerLine();

    [GeneratedRegex(@"H_CR3 = 0x(?<value>[0-9a-f]+)")]
    private static partial Regex NestedLine();

    [GeneratedRegex(@"\bCR3 = 0x(?<value>[0-9a-f]+)")]
    private static partial Regex TablesLine();
}
