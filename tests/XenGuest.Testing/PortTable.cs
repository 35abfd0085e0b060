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

    internal int Count => _ports.Count;

    /// <summary>Xen: _evtchn_from_port, xen/common/event_channel.c.</summary>
    internal ModelPort? Find(uint port) => port < _ports.Count ? _ports[(int)port] : null;

    /// <summary>The lowest free port, not yet bound. Xen: get_free_port and evtchn_allocate_port.</summary>
    internal XenResult<ModelPort> Allocate()
    {
        // Port 0 is reserved for ever.
        for (uint number = 1; number <= domain.Shape.MaximumPort; number++)
        {
            if (number >= domain.Layout.PortCount)
            {
                break;
            }

            if (number == _ports.Count)
            {
                _ports.AddRange(NewBucket(number));
            }

            ModelPort port = _ports[(int)number];
            if (port.State == EventChannelStatus.Closed)
            {
                return port;
            }
        }

        return XenErrno.NoSpace;
    }

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
