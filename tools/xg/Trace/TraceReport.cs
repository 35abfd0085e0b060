using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Trace;

/// <summary>What is said of a running guest's events.</summary>
/// <param name="Ports">Its ports, by Xen.</param>
/// <param name="Vcpus">Its vCPUs, by Xen.</param>
/// <param name="Guest">What its own memory says; null where that cannot be read.</param>
/// <param name="Symbols">The names of its code.</param>
internal sealed record TraceReport(List<PortState> Ports, List<VcpuState> Vcpus, GuestObjects? Guest, SymbolTable Symbols)
{
    private static readonly CompositeFormat s_row = CompositeFormat.Parse("{0,6}  {1,-28} {2,4}  {3,-7} {4,-6} {5,-5} {6,9}  {7}");

    /// <summary>The report, a line each: vCPUs, dispatchers, a table of the ports, and what stands out.</summary>
    public IEnumerable<string> Lines() => [.. Vcpus.Select(Line), .. (Guest?.Dispatchers ?? []).Select(Line), .. Table(), .. StandsOut()];

    private string Line(VcpuState vcpu) =>
        $"vCPU {vcpu.Vcpu}: at 0x{vcpu.InstructionPointer:x} {(Symbols.Find(vcpu.InstructionPointer) is ElfSymbol symbol ? SymbolName.Demangle(symbol.Name) : string.Empty)}".TrimEnd();

    private static string Line(DispatcherState dispatcher) =>
        $"vCPU {dispatcher.Vcpu}: {dispatcher.Delivered} events given to handlers, {(dispatcher.LastPort == 0 ? "none yet" : $"the last on port {dispatcher.LastPort}")}; {dispatcher.Unclaimed} found on ports without a channel";

    private IEnumerable<string> Table()
    {
        yield return Row("port", "bound to", "vCPU", "pending", "masked", "queue", "delivered", "handler");
        foreach (PortState port in Ports)
        {
            ChannelState? channel = Channel(port);
            yield return Row(
                port.Port, port.Binding, port.Vcpu, Word(port.IsPending), Word(port.IsMasked), port.Queue, channel?.Delivered, channel is null ? "-" : $"{channel.Handler} of {channel.Owner}");
        }
    }

    private IEnumerable<string> StandsOut()
    {
        foreach (PortState port in Ports.Where(static port => port.IsPending))
        {
            yield return port.IsMasked
                ? $"port {port.Port}: an event waits, and the port is masked: it is delivered when somebody unmasks it, or when it is held back no longer because nobody needed those before"
                : $"port {port.Port}: an event waits, and nothing holds it back but vCPU {port.Vcpu}'s event thread{(Channel(port) is null ? ", for which no channel has the port" : string.Empty)}";
        }

        if (Guest is null or { Dispatchers.Count: 0 })
        {
            yield return "the guest has no domain object yet, or its image has no symbols: handlers and counts are not known";
        }
    }

    private ChannelState? Channel(PortState port) => Guest?.Channels.GetValueOrDefault(port.Port);

    private static string Word(bool value) => value ? "yes" : "-";

    private static string Row(params object?[] cells) => string.Format(CultureInfo.InvariantCulture, s_row, cells).TrimEnd();
}
