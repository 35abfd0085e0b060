using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.WrongHypercall;

// Hypercalls that do not exist, and addresses that Xen cannot use: an error each, and the guest goes on.
GuestDomain domain = GuestEntry.Start();
Check.Part("Numbers", new Numbers(domain).Run);
Check.Part("Addresses", new Addresses(domain.Hypervisor).Run);
return Check.Verdict("wrong-hypercall");
