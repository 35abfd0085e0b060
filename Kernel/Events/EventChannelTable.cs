using System.Runtime.CompilerServices;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Which channel belongs to which port.</summary>
/// <remarks>
/// It grows by parts: the part of a port is allocated when the first port of that part is bound, so looking a port up
/// never allocates, and a domain with few ports needs one part whatever the event ABI's limit is.
/// Any thread may use it at any time.
/// </remarks>
public sealed class EventChannelTable
{
    private const int PortsPerPart = 512;

    private readonly EventChannel?[]?[] _parts;

    /// <summary>An empty table.</summary>
    /// <param name="portCount">How many ports the event ABI has: <see cref="EventPorts.Count"/>.</param>
    public EventChannelTable(uint portCount)
    {
        _parts = new EventChannel?[]?[(portCount + PortsPerPart - 1) / PortsPerPart];
        PortCount = portCount;
    }

    /// <summary>How many ports there can be, port 0 included.</summary>
    public uint PortCount { get; }

    /// <summary>The channel of a port.</summary>
    /// <param name="port">Any number.</param>
    /// <returns>The channel, or null where none is bound here.</returns>
    /// <remarks>Allocates nothing.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EventChannel? Find(EventPort port)
    {
        if (port.Value >= PortCount)
        {
            return null;
        }

        EventChannel?[]? part = Atomic.Load(ref _parts[port.Value / PortsPerPart]);
        return part == null ? null : Atomic.Load(ref part[port.Value % PortsPerPart]);
    }

    /// <summary>Gives a port to a channel.</summary>
    /// <returns><see cref="XenErrno.None"/>; <see cref="XenErrno.AlreadyExists"/>: another channel has the port;
    /// <see cref="XenErrno.OutOfRange"/>: the event ABI has no such port.</returns>
    internal XenErrno Add(EventChannel channel)
    {
        uint port = channel.Port.Value;
        if (port == 0 || port >= PortCount)
        {
            return XenErrno.OutOfRange;
        }

        ref EventChannel?[]? place = ref _parts[port / PortsPerPart];
        EventChannel?[]? part = Atomic.Load(ref place);
        if (part == null)
        {
            EventChannel?[] empty = new EventChannel?[PortsPerPart];
            part = Atomic.CompareExchange(ref place, empty, null) ?? empty;
        }

        EventChannel? other = Atomic.CompareExchange(ref part[port % PortsPerPart], channel, null);
        return other == null ? XenErrno.None : XenErrno.AlreadyExists;
    }

    /// <summary>Takes a channel's port away from it.</summary>
    internal void Remove(EventChannel channel)
    {
        EventChannel?[]? part = Atomic.Load(ref _parts[channel.Port.Value / PortsPerPart]);
        if (part != null)
        {
            Atomic.CompareExchange(ref part[channel.Port.Value % PortsPerPart], null, channel);
        }
    }
}
