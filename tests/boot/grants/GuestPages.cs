using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Grants;

/// <summary>Pages that Machine lends.</summary>
internal sealed unsafe class GuestPages : PageSource
{
    public override XenResult<LentPage> Take()
    {
        LentFrame lent = default;
        return Machine.Call((ulong)MachineCall.LendFrame, (ulong)&lent, 0, 0, 0, 0) == 0
            ? new LentPage(lent.Address, new GuestFrame(lent.Frame))
            : XenErrno.OutOfMemory;
    }
}
