using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.Platform;

/// <summary>Pages of the bare machine, to share with Xen.</summary>
internal sealed unsafe class MachinePages : PageSource
{
    /// <inheritdoc/>
    public override XenResult<LentPage> Take() =>
        MachinePlatform.TryLendFrame(out LentFrame lent) ? new LentPage(lent.Address, new GuestFrame(lent.Frame)) : XenErrno.OutOfMemory;
}
