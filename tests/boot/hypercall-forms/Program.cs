using System;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.HypercallForms;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// Hypercalls by the page and direct ones do the same.
const string Expect = "expect=";
GuestDomain domain = GuestEntry.Start();
Check.Equal("the form is the one that the command line asks for", args.Single(static word => word.StartsWith(Expect, StringComparison.Ordinal))[Expect.Length..], domain.Options.Hypercalls.ToString());
XenHypervisor page = domain.HypervisorBy(HypercallForm.Page);
XenHypervisor direct = domain.HypervisorBy(HypercallForm.Direct);

Check.Part("Answers", () =>
{
    foreach ((string what, Func<Hypervisor, string> ask) in Questions.All)
    {
        string byPage = ask(page);
        string directly = ask(direct);
        Check.That(what, byPage == directly, byPage == directly ? byPage : $"{byPage} by the page, {directly} directly");
    }
});

Check.Part("Both by turns, while threads are switched", () =>
{
    const int Rounds = 2000;
    Thread[] threads = [.. new[] { page, direct, page, direct }.Select(static hypervisor => new Thread(() =>
    {
        EventChannelOperations operations = new(hypervisor);
        EventPort port = operations.BindInterprocessorInterrupt(default).Value;
        for (int i = 0; i < Rounds; i++)
        {
            if (operations.GetStatus(DomainId.Self, port).Value.Vcpu != default || operations.Notify(new EventPort(0)) != XenErrno.InvalidArgument)
            {
                Check.That("answers do not depend on what other threads do", false);
            }
        }

        operations.Close(port);
    }))];
    foreach (Thread thread in threads)
    {
        thread.Start();
    }

    foreach (Thread thread in threads)
    {
        thread.Join();
    }

    Check.That("answers do not depend on what other threads do", true);
});

Check.Part("An event that is sent by either", () =>
{
    Arrivals arrivals = new();
    EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);
    Check.Equal("by the page", XenErrno.None, new EventChannelOperations(page).Notify(channel.Port));
    arrivals.Await(1);
    Check.Equal("directly", XenErrno.None, new EventChannelOperations(direct).Notify(channel.Port));
    arrivals.Await(2);
});
return Check.Verdict("hypercall-forms");
