using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>Xen's ports of a domain: which exist, and which are free.</summary>
internal sealed class PortTable(ModelDomain domain)
{
    /// <summary>Ports come into being by so many at a time (EVTCHNS_PER_BUCKET): a number among them that was never
    /// bound is a closed port, one beyond is no port at all.</summary>
    private const int PortsPerBucket = 64;

    private readonly List<ModelPort> _ports = NewBucket(0);

    /// <summary>No port below is closed; port 0 is reserved for ever.</summary>
    private uint _lowestClosed = 1;

    internal int Count => _ports.Count;

    /// <summary>Xen: _evtchn_from_port, xen/common/event_channel.c.</summary>
    internal ModelPort? Find(uint port) => port < _ports.Count ? _ports[(int)port] : null;

    /// <summary>The lowest free port, not yet bound. Xen: get_free_port and evtchn_allocate_port.</summary>
    internal XenResult<ModelPort> Allocate()
    {
        uint end = (uint)Math.Min(domain.Shape.MaximumPort + 1ul, domain.EventAbi.PortCount);
        bool onlyBoundSoFar = true;
        for (uint number = _lowestClosed; number < end; number++)
        {
            if (number == _ports.Count)
            {
                _ports.AddRange(NewBucket(number));
            }

            ModelPort port = _ports[(int)number];
            bool isClosed = port.State == EventChannelStatus.Closed;
            onlyBoundSoFar &= !isClosed;
            if (onlyBoundSoFar)
            {
                _lowestClosed = number + 1;
            }

            if (isClosed && !domain.EventAbi.IsBusy(port))
            {
                return port;
            }
        }

        return XenErrno.NoSpace;
    }

    /// <summary>Tells of a port that was closed.</summary>
    internal void Released(ModelPort port) => _lowestClosed = Math.Min(_lowestClosed, port.Number);

    private static List<ModelPort> NewBucket(uint first)
    {
        List<ModelPort> bucket = [];
        for (uint number = 0; number < PortsPerBucket; number++)
        {
            bucket.Add(new ModelPort(first + number));
        }

        return bucket;
    }
}
