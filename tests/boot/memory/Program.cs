using XenGuest.BootGuests;
using XenGuest.BootGuests.Memory;

Check.Part("Text, constants, data and page 0 allow what they are for, and no more", Segments.Run);
Check.Part("Mapped memory allows what it was given", Mappings.Run);
Check.Part("Memory that goes comes back", Leaks.Run);
return Check.Verdict("memory");
