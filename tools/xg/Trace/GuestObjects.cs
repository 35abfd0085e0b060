using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Trace;

/// <summary>The guest's own view of its events: its channels, who handles them, and what its dispatchers have counted.</summary>
internal sealed class GuestObjects
{
    private const string Statics = "__GCSTATICSXenGuest_XenGuest_GuestEntry";
    private const string DomainType = "XenGuest_GuestDomain";
    private const string TableType = "Kernel_EventChannelTable";
    private const string ChannelType = "Kernel_EventChannel";
    private const string HandlerType = "Kernel_EventChannelHandler";
    private const string VcpusType = "__Array<XenGuest_XenGuest_GuestVcpu>";
    private const string DispatcherType = "Dispatcher";

    // As in Kernel: a part of the table has so many ports.
    private const uint PortsPerPart = 512;

    private readonly ManagedObjects _objects;
    private readonly SymbolTable _symbols;

    /// <summary>The objects of a guest.</summary>
    /// <param name="objects">Its objects.</param>
    /// <param name="symbols">The names of its code and its types.</param>
    public GuestObjects(ManagedObjects objects, SymbolTable symbols)
    {
        _objects = objects;
        _symbols = symbols;
        Read();
    }

    /// <summary>The channels by port; empty where the guest has not connected to Xen.</summary>
    public Dictionary<uint, ChannelState> Channels { get; } = [];

    /// <summary>The dispatchers.</summary>
    public List<DispatcherState> Dispatchers { get; } = [];

    private void Read()
    {
        if (FindDomain() is not ulong domain)
        {
            return;
        }

        foreach (ulong vcpus in _objects.References(domain, VcpusType))
        {
            foreach ((uint vcpu, ulong address) in _objects.Elements(vcpus))
            {
                Dispatchers.AddRange(_objects.References(address, DispatcherType).Select(dispatcher => Dispatcher(vcpu, dispatcher)));
            }
        }

        foreach (ulong table in _objects.References(domain, TableType))
        {
            ReadTable(table);
        }
    }

    private DispatcherState Dispatcher(uint vcpu, ulong address) =>
        new(vcpu, _objects.Number(address, 0), _objects.Number(address, 1), _objects.Number(address, 2));

    private ulong? FindDomain()
    {
        const ulong MostStatics = 16;
        ulong statics = _symbols.Find(Statics) is ElfSymbol symbol ? _objects.Slot(symbol.Address, 0) : 0;
        for (ulong index = 1; statics != 0 && index < MostStatics; index++)
        {
            ulong target = _objects.Slot(statics, index);
            if (_objects.TypeOf(target)?.EndsWith(DomainType, StringComparison.Ordinal) == true)
            {
                return target;
            }
        }

        return null;
    }

    private void ReadTable(ulong table)
    {
        foreach ((uint part, ulong channels) in _objects.Elements(_objects.Slot(table, 1)))
        {
            foreach ((uint index, ulong channel) in _objects.Elements(channels))
            {
                if (_objects.TypeOf(channel)?.EndsWith(ChannelType, StringComparison.Ordinal) == true)
                {
                    Channels[(part * PortsPerPart) + index] = Channel(channel);
                }
            }
        }
    }

    private ChannelState Channel(ulong channel)
    {
        string method = "?";
        string owner = "?";
        foreach (ulong handler in _objects.References(channel, HandlerType))
        {
            (method, owner) = (Method(handler), SymbolName.Demangle(_objects.TypeOf(_objects.Slot(handler, 1)) ?? "static"));
        }

        return new ChannelState(_objects.Number(channel, 0), method, owner);
    }

    // A delegate: its object, then the addresses of code that it needs. The one that has a name is the method.
    private string Method(ulong handler)
    {
        const ulong Words = 4;
        for (ulong index = Words; index > 1; index--)
        {
            if (_symbols.Find(_objects.Slot(handler, index)) is ElfSymbol symbol && symbol.Address == _objects.Slot(handler, index))
            {
                return SymbolName.Demangle(symbol.Name);
            }
        }

        return "?";
    }
}
