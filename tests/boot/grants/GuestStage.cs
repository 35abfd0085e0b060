using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Grants;

/// <summary>Xen: what is expected at once and as often as hypercalls succeed is not printed.</summary>
internal sealed unsafe class GuestStage(Hypervisor hypervisor) : GrantStage
{
    public override Hypervisor Hypervisor => hypervisor;

    public override PageSource Pages { get; } = new GuestPages();

    public override byte* View(LentPage page) => (byte*)page.Address;

    public override void Expect(string what, GrantStatus expected, GrantStatus seen) => Check.Equal($"{what} → {seen}", expected, seen);

    public override void Expect(string what, XenErrno expected, XenErrno seen)
    {
        if (expected != seen || expected != XenErrno.None)
        {
            Check.Equal($"{what} → {seen}", expected, seen);
        }
    }

    public override void Expect(string what, long expected, long seen) => Check.Equal($"{what}: {seen}", expected, seen);
}
