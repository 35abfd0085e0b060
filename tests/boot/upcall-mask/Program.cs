using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Processors;
using XenGuest.Kernel;

// evtchn_upcall_mask, the second byte of vcpu_info, holds upcalls back for PV guests only.
const int UpcallMask = 1;
const int Rounds = 100;
GuestDomain domain = GuestEntry.Start();
Arrivals arrivals = new();
EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);

Check.Part("Upcalls while evtchn_upcall_mask is set", () =>
{
    // Xen clears the mask of a vCPU that halts: this one is kept busy by who waits for the events.
    Check.Equal("the thread stays on vCPU 0", 0L, Cpus.StayOn(0));
    Check.Equal("Xen starts with it clear", 0, (int)ReadMask());
    WriteMask(1);
    for (int i = 1; i <= Rounds; i++)
    {
        channel.Notify();
        arrivals.Await(i);
    }

    Check.Equal("every event came", Rounds, arrivals.Count);
    Check.Equal("and it is still set", 1, (int)ReadMask());
    WriteMask(0);
    channel.Notify();
    arrivals.Await(Rounds + 1);
});
return Check.Verdict("upcall-mask");

unsafe byte ReadMask() => Atomic.Load((byte*)domain.Vcpus[0].Info.Address + UpcallMask);

unsafe void WriteMask(byte value) => Atomic.Store((byte*)domain.Vcpus[0].Info.Address + UpcallMask, value);
