using XenGuest.BootGuests;
using XenGuest.BootGuests.Platform;

Check.Part("Files that there are not", Files.Run);
Check.Part("Sockets that there are not", Sockets.Run);
Check.Part("The console and the system", SystemServices.Run);
return Check.Verdict("platform");
