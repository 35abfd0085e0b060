using System;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.EventOperations;
using XenGuest.Hypercall;

// Every event channel operation, with every answer that a PVH dom0 with one vCPU can get from Xen.
GuestDomain domain = GuestEntry.Start();
EventChannelOperations operations = new(domain.Hypervisor);
Console.WriteLine($"Xen {domain.Xen.Version}, {domain.Options.Hypercalls} hypercalls");

Check.Part("Binding", new Binding(operations).Run);
Check.Part("Virtual interrupts", new VirtualInterrupts(operations).Run);
Check.Part("Physical interrupts", new PhysicalInterrupts(operations).Run);
Check.Part("Ports in use", new PortsInUse(operations).Run);
Check.Part("What only the FIFO ABI has", new WithoutFifo(operations).Run);
Check.Part("Reset", new Resetting(domain, operations).Run);
Check.Part("Raw calls", new RawCalls(domain).Run);
Check.Part("Every port taken", new EveryPort(operations).Run);
return Check.Verdict("event-operations");
