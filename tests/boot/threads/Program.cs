using XenGuest.BootGuests;
using XenGuest.BootGuests.Threads;

Check.Part("Threads that never give up the processor share it", Spinning.Run);
Check.Part("Locks, events and waits", Synchronization.Run);
Check.Part("Memory of each thread's own", OwnState.Run);
Check.Part("1200 threads, created and joined a hundred at a time", Waves.Run);
return Check.Verdict("threads");
