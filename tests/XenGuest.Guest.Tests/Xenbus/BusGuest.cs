using System;
using System.Globalization;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>A guest on the model with all that a driver needs.</summary>
internal sealed class BusGuest
{
    private static readonly GuestFrame s_storePage = new(40);
    private static readonly GuestFrame s_firstLent = new(48);

    internal BusGuest(XenModel host, ModelStore daemon, TimeProvider time)
    {
        Model = new ModelGuest<ulong>(host.CreateDomain(new DomainShape { FrameCount = 256 }));
        string home = $"/local/domain/{Id.Value.ToString(CultureInfo.InvariantCulture)}";
        daemon.Write(home, [], new StorePermission(new DomainId(0), StoreAccess.None), new StorePermission(Id, StoreAccess.Read));
        EventPort port = daemon.Introduce(Model.Domain, s_storePage);
        unsafe
        {
            Store = GuestStore.Open(Model.Binder, port, Model.Domain.Memory.AddressOf(s_storePage));
        }

        Bus = new GuestXenbus(Store, time);
        Channels = new GuestEventChannels(Model.Binder, Model.Dispatchers, TimeProvider.System, null);
        Grants = GuestGrants.Open(Model.Domain.Vcpus[0], new ModelPages(Model.Domain, s_firstLent), GrantVersion.One);
    }

    internal ModelGuest<ulong> Model { get; }

    internal DomainId Id => Model.Domain.Id;

    internal GuestStore Store { get; }

    internal GuestXenbus Bus { get; }

    internal GuestEventChannels Channels { get; }

    internal GuestGrants Grants { get; }

    /// <summary>How many ports are bound to something.</summary>
    internal int CountPorts()
    {
        EventChannelOperations operations = new(Model.Domain.Vcpus[0]);
        int count = 0;
        for (uint port = 1; port <= Model.Domain.Shape.MaximumPort; port++)
        {
            XenResult<PortStatus> status = operations.GetStatus(DomainId.Self, new EventPort(port));
            count += status.Succeeded && status.Value.Binding != EventChannelStatus.Closed ? 1 : 0;
        }

        return count;
    }
}
