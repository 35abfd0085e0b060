using XenGuest.BootGuests;
using XenGuest.BootGuests.SystemCalls;

Check.Part("Pointers that point nowhere, to every system call", BadPointers.Run);
Check.Part("Calls and arguments that there are not", Refusals.Run);
Check.Part("Futex: order, bits, requeueing", Futexes.Run);
return Check.Verdict("system-calls");
