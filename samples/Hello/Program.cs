using System;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.Hello;

// The first line goes out before anything else is done: the time to it is noted, and is what `xg bench boot` measures.
Console.WriteLine("Hello from C# on bare metal, a guest of Xen.");
GuestDomain domain = GuestEntry.Start();
Console.WriteLine($"command line   {(args.Length == 0 ? "(empty)" : string.Join(' ', args))}");
Introduction.Print(domain);

EventDemonstration demonstration = new(domain);
foreach (Func<Task<string?>> step in demonstration.Steps)
{
    if (await step() is string failure)
    {
        Verdict.Failure("hello", failure);
    }
}

Verdict.Success("hello");
