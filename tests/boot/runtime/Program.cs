using XenGuest.BootGuests;
using XenGuest.BootGuests.Runtime;

Check.Part("Collections and LINQ", Collections.Run);
Check.Part("Text, numbers and formats", TextAndNumbers.Run);
Check.Part("Language and types", Language.Run);
Check.Part("Native code: libc's functions, and managed code that they call back", NativeCalls.Run);
await Check.PartAsync("Tasks, channels, async streams and parallel loops", Asynchrony.RunAsync);
return Check.Verdict("runtime");
