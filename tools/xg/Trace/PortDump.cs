using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace XenGuest.Xg.Trace;

/// <summary>Reads what Xen prints of a domain's event channels at its debug key <c>e</c>.</summary>
internal static partial class PortDump
{
    /// <summary>How the dump of a domain begins.</summary>
    public const string Begin = "Event channel information for domain ";

    /// <summary>The ports of domain 0.</summary>
    /// <param name="lines">Lines of Xen's log, those of the dump among them.</param>
    public static List<PortState> Parse(IEnumerable<string> lines)
    {
        List<PortState> ports = [];
        bool isOurs = false;
        foreach (string line in lines)
        {
            int domainAt = line.IndexOf(Begin, StringComparison.Ordinal);
            if (domainAt >= 0)
            {
                isOurs = line[(domainAt + Begin.Length)..].TrimEnd() == "0:";
            }
            else if (isOurs && PortLine().Match(line) is { Success: true } match)
            {
                ports.Add(Port(match.Groups));
            }
        }

        return ports;
    }

    private static PortState Port(GroupCollection groups) => new(
        Number(groups["port"]),
        Number(groups["pending"]) != 0,
        Number(groups["masked"]) != 0,
        groups["queue"].Value,
        Binding(Number(groups["state"]), groups["rest"].Value),
        Number(groups["vcpu"]));

    private static uint Number(Group group) => uint.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // The letters are Xen's: d a domain, p a port or a physical interrupt, v a virtual interrupt.
    private static string Binding(uint state, string rest)
    {
        const uint Reserved = 1;
        const uint Unbound = 2;
        const uint Interdomain = 3;
        const uint PhysicalInterrupt = 4;
        const uint VirtualInterrupt = 5;
        const uint InterprocessorInterrupt = 6;
        return state switch
        {
            Reserved => "reserved",
            Unbound => $"unbound, for domain {Field(rest, 'd')}",
            Interdomain => $"port {Field(rest, 'p')} of domain {Field(rest, 'd')}",
            PhysicalInterrupt => $"PIRQ {Field(rest, 'p')}",
            VirtualInterrupt => $"VIRQ {Field(rest, 'v')}",
            InterprocessorInterrupt => "IPI",
            _ => $"state {state}",
        };
    }

    private static string Field(string rest, char letter) =>
        Regex.Match(rest, $@"\b{letter}=(\d+)") is { Success: true } match ? match.Groups[1].Value : "?";

    [GeneratedRegex(@"\s(?<port>\d+) \[(?<pending>\d)/(?<masked>\d)/(?<queue>[^\]]*)\]: s=(?<state>\d+) n=(?<vcpu>\d+)(?<rest>.*)$")]
    private static partial Regex PortLine();
}
