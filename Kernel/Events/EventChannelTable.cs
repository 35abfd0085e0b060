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

    // How many are binding, twice; and in the lowest bit whether nobody may begin to.
    private const int Frozen = 1;
    private const int Binder = 2;

    private readonly EventChannel?[]?[] _parts;
    private int _binding;
    private int _closing;

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

    /// <summary>Whether somebody is about to close the port of a channel that may be out of the table already.</summary>
    internal bool IsClosing => Atomic.Load(ref _closing) != 0;

    /// <summary>Whether nobody may bind, and nobody is about to.</summary>
    internal bool IsFrozen => Atomic.Load(ref _binding) == Frozen;

    /// <summary>Whether nobody may begin to bind.</summary>
    internal bool IsFreezing => (Atomic.Load(ref _binding) & Frozen) != 0;

    /// <summary>Begins to bind a port, unless nobody may: the domain is being suspended.</summary>
    internal bool TryBeginBinding()
    {
        int seen = Atomic.Load(ref _binding);
        while ((seen & Frozen) == 0)
        {
            int found = Atomic.CompareExchange(ref _binding, seen + Binder, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    internal void EndBinding() => Atomic.Add(ref _binding, -Binder);

    internal void BeginClosing() => Atomic.Add(ref _closing, 1);

    internal void EndClosing() => Atomic.Add(ref _closing, -1);

    /// <summary>Lets nobody bind any more. A second time does nothing.</summary>
    internal void Freeze()
    {
        int seen = Atomic.Load(ref _binding);
        int found;
        while ((seen & Frozen) == 0 && (found = Atomic.CompareExchange(ref _binding, seen + Frozen, seen)) != seen)
        {
            seen = found;
        }
    }

    internal void Thaw() => Atomic.Add(ref _binding, -Frozen);

    /// <summary>The first channel whose port is not below a number; null where there is none.</summary>
    internal EventChannel? FirstFrom(uint port)
    {
        while (port < PortCount)
        {
            if (Atomic.Load(ref _parts[port / PortsPerPart]) == null)
            {
                port = ((port / PortsPerPart) + 1) * PortsPerPart;
                continue;
            }

            EventChannel? channel = Find(new EventPort(port));
            if (channel != null)
            {
                return channel;
            }

            port++;
        }

        return null;
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
