using XenGuest.BootGuests;
using XenGuest.BootGuests.Exceptions;

Check.Part("Exceptions that the processor raises", HardwareExceptions.Run);
Check.Part("Filters, finally and rethrowing", Handlers.Run);
await Check.PartAsync("Exceptions through await and tasks", Asynchronous.RunAsync);
Check.Part("Four threads throw for two seconds while a fifth spins", Preempted.Run);
return Check.Verdict("exceptions");
