using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>How much memory the domain has.</content>
public sealed unsafe partial class ModelVcpu
{
    /// <summary>The answer to XENMEM_decrease_reservation or XENMEM_populate_physmap: how many extents were done, from the first on.</summary>
    /// <remarks>Xen: decrease_reservation, populate_physmap, xen/common/memory.c: single pages; the first that cannot be done ends it.</remarks>
    private HypercallResult ChangeReservation(MemoryCommand command, void* argument)
    {
        (ulong list, ulong count) = Domain.Shape.WordSize == sizeof(ulong)
            ? (((XenMemoryReservation<ulong>*)argument)->ExtentStart, ((XenMemoryReservation<ulong>*)argument)->ExtentCount)
            : (((XenMemoryReservation<uint>*)argument)->ExtentStart, ((XenMemoryReservation<uint>*)argument)->ExtentCount);
        ulong done = 0;
        while (done < count)
        {
            GuestFrame frame = new(Domain.Shape.WordSize == sizeof(ulong) ? ((ulong*)list)[done] : ((uint*)list)[done]);
            if (!(command == MemoryCommand.DecreaseReservation ? Domain.TakePage(frame) : Domain.GivePage(frame)))
            {
                break;
            }

            done++;
        }

        return new HypercallResult((nint)done);
    }
}
