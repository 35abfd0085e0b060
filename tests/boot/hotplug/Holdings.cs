using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.Hotplug;

/// <summary>What this domain holds, by what Xen and xenstored say.</summary>
/// <param name="Ports">Ports that are bound to something.</param>
/// <param name="Watches">Watches that xenstored has room for still.</param>
/// <param name="Grants">Pages that are granted, mapped, or in quarantine.</param>
/// <param name="PagesInUse">Pages that the machine has lent for these and that are not free.</param>
internal readonly record struct Holdings(int Ports, int Watches, int Grants, int PagesInUse)
{
    // More than xenstored allows unless told otherwise, which is 128 and the one that it counts to.
    private const int MostWatches = 200;

    internal static async Task<Holdings> CountAsync(GuestDomain domain, GuestStore store, GuestGrants grants)
    {
        grants.EndQuarantined();
        return new Holdings(
            CountPorts(domain),
            await CountRoomForWatchesAsync(store),
            grants.GrantedCount + grants.MappedCount + grants.QuarantinedCount,
            grants.PagesTaken - grants.PagesFree);
    }

    private static int CountPorts(GuestDomain domain)
    {
        EventChannelOperations operations = new(domain.Hypervisor);
        int bound = 0;
        for (uint port = 1; port < 256; port++)
        {
            XenResult<PortStatus> status = operations.GetStatus(DomainId.Self, new EventPort(port));
            bound += status.Succeeded && status.Value.Binding != EventChannelStatus.Closed ? 1 : 0;
        }

        return bound;
    }

    /// <summary>xenstored tells nobody how many watches a domain has, but refuses the first that is too many.</summary>
    private static async Task<int> CountRoomForWatchesAsync(GuestStore store)
    {
        List<GuestStoreWatch> watches = [];
        try
        {
            while (watches.Count < MostWatches)
            {
                watches.Add(await store.WatchAsync($"data/{watches.Count.ToString(CultureInfo.InvariantCulture)}"));
            }
        }
        catch (StoreException e) when (e.Error is XenErrno.TooBig or XenErrno.NoSpace)
        {
        }

        foreach (GuestStoreWatch watch in watches)
        {
            await watch.DisposeAsync();
        }

        return watches.Count;
    }
}
