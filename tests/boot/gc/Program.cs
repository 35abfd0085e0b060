using XenGuest.BootGuests;
using XenGuest.BootGuests.GarbageCollection;

Check.Part("Collections while three threads spin", WhileSpinning.Run);
Check.Part("A million objects with a hundred thousand alive", Churn.Run);
Check.Part("Large arrays, pinned arrays and handles", LargeAndPinned.Run);
Check.Part("Finalizers and weak references", Finalizers.Run);
Check.Part("Memory that is given back", GivingBack.Run);
return Check.Verdict("gc");
