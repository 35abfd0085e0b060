using System;
using System.Threading;
using XenGuest;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// Hangs as a guest does that forgot to unmask a port: with ./xg trace it can be seen which.
const int Events = 3;
GuestDomain domain = GuestEntry.Start();
EventChannelBinder binder = domain.EventChannelBinder;
using GuestEventChannel awaited = domain.EventChannels.BindInterprocessorInterrupt();
int came = 0;
EventChannel masked = binder.AllocateUnbound(DomainId.Self, Answer).Value;
EventChannel other = binder.BindInterdomain(DomainId.Self, masked.Port, static _ => { }).Value;
masked.Unmask();
for (int i = 1; i <= Events; i++)
{
    other.Notify();
    while (Volatile.Read(ref came) < i)
    {
        Thread.Yield();
    }
}

masked.Mask();
other.Notify();
Console.WriteLine($"waits for ever: port {masked.Port.Value} is masked");
await awaited.WaitAsync();

void Answer(EventPort port) => Volatile.Write(ref came, came + 1);
