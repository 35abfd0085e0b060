using XenGuest.BootGuests;
using XenGuest.BootGuests.Signals;

Check.Part("Signals to threads that wait", Waits.Run);
Check.Part("Signals to a thread that computes", Storm.Run);
Check.Part("Masks, several signals, a stack of their own", Delivery.Run);
return Check.Verdict("signals");
