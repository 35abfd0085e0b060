using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.WrongHypercall;

/// <summary>Numbers that name no hypercall, or one that a guest with hardware virtualisation does not have.</summary>
internal sealed class Numbers(GuestDomain domain)
{
    private const HypercallNumber Hole = (HypercallNumber)11;
    private const HypercallNumber BeyondAll = (HypercallNumber)63;
    private const HypercallNumber LastSlot = (HypercallNumber)127;
    private const HypercallNumber BeyondPage = (HypercallNumber)128;

    public void Run()
    {
        foreach (HypercallForm form in new[] { HypercallForm.Page, HypercallForm.Direct })
        {
            XenHypervisor xen = domain.HypervisorBy(form);
            foreach (HypercallNumber number in new[]
            {
                Hole, BeyondAll, LastSlot, BeyondPage, (HypercallNumber)uint.MaxValue,
                HypercallNumber.SetTrapTable, HypercallNumber.StackSwitch, HypercallNumber.EventChannelOpCompat, HypercallNumber.SchedOpCompat,
            })
            {
                Check.Equal($"{form}: hypercall {number}", XenErrno.NotImplemented, xen.Call(number, 0, 0, 0).Error);
            }
        }

        Check.Equal("a command that is not there", XenErrno.NotImplemented, Command());
        Check.That("and hypercalls work as before", new VersionOperations(domain.Hypervisor).GetVersion().Succeeded);
    }

    private unsafe XenErrno Command() => domain.Hypervisor.SchedOp((SchedCommand)99, null).Error;
}
