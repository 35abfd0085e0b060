using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Testing;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Tests.Store;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly int s_messages = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 10_000;

    private static readonly Func<TestRequest, XenErrno>[] s_requests =
    [
        request => request.Read("/a", default),
        request => request.Write("/a", "v"u8, default),
        request => request.Directory("/a", default),
        request => request.DirectoryPart("/a", 0, default),
        request => request.GetPermissions("/a", default),
        request => request.StartTransaction(),
        request => request.GetDomainPath(new DomainId(1)),
        request => request.IsDomainIntroduced(new DomainId(1)),
        request => request.Write("/a", new byte[1500], default),
    ];

    [Fact]
    public void Whatever_the_daemon_answers_each_request_ends_once_and_by_a_name()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"first seed {seed}");
        int messages = 0;
        HashSet<StoreFault> faults = [];
        while (messages < s_messages)
        {
            messages += Meet(seed, faults);
            seed++;
        }

        output.WriteLine($"{messages} messages; {string.Join(", ", faults.Order())}");
        Assert.Superset(new HashSet<StoreFault>
        {
            StoreFault.Oversize, StoreFault.UnknownRequest, StoreFault.WrongType, StoreFault.MalformedAnswer,
            StoreFault.MalformedError, StoreFault.MalformedEvent, StoreFault.ForeignEvent, StoreFault.RequestIndex,
        }, faults);
    }

    /// <summary>One connection to one hostile daemon, to the end of either.</summary>
    private static int Meet(int seed, HashSet<StoreFault> faults)
    {
        using XenModel host = new();
        ModelGuest<ulong> home = new(host.CreateDomain(new DomainShape()));
        ModelGuest<ulong> guest = new(host.CreateDomain(new DomainShape()));
        HostileStore daemon = new(home, guest.Domain, StoreClient.Page, seed);
        StoreClient client = new(home, guest, daemon.Port);
        TestWatch watch = new("/a");
        client.Connection.Add(watch);
        Random random = new(seed);
        List<TestRequest> requests = [];
        for (int round = 0; round < 200 && client.Connection.Fault == StoreFault.None; round++)
        {
            requests.Add(client.Start(s_requests[random.Next(s_requests.Length)]));
            if (random.Next(4) == 0)
            {
                daemon.Strike();
            }

            client.Run();
        }

        client.Connection.Close();
        client.Run();
        faults.Add(client.Connection.Fault);
        Assert.True(Enum.IsDefined(client.Connection.Fault), $"seed {seed}");
        Assert.Equal(client.Connection.Fault, watch.Fault);
        Assert.All(requests, request =>
        {
            Assert.True(request.Completions == 1, $"seed {seed}: a request ended {request.Completions} times");
            Assert.True(Enum.IsDefined(request.Errno), $"seed {seed}");
        });
        return daemon.Sent;
    }
}
