using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store;

public sealed class InFlightTests
{
    [Fact]
    public void Answers_in_any_order_reach_the_requests_they_are_for()
    {
        using ScriptedDaemon daemon = new();
        TestRequest[] requests = [.. Enumerable.Range(0, 200).Select(number =>
            daemon.Client.Start(request => request.Read($"key-{number}", default)))];
        daemon.Client.Run();
        Assert.Equal(StoreConnection.MostInFlight, daemon.Requests.Count);

        Random random = new(4);
        int answered = 0;
        while (daemon.Requests.Count != 0)
        {
            int index = random.Next(daemon.Requests.Count);
            (XsdSockmsg header, string payload) = daemon.Requests[index];
            daemon.Requests.RemoveAt(index);
            daemon.Send(header, "value of " + payload);
            answered++;
        }

        Assert.Equal(requests.Length, answered);
        Assert.All(requests, request => Assert.Equal(1, request.Completions));
        Assert.All(requests.Index(), pair => Assert.Equal($"value of key-{pair.Index}\0", pair.Item.Text));
    }

    [Fact]
    public void A_request_that_is_never_answered_keeps_no_other_from_its_answer()
    {
        using ScriptedDaemon daemon = new();
        TestRequest forgotten = daemon.Client.Start(request => request.Read("forgotten", default));
        daemon.Client.Run();
        daemon.Requests.Clear();
        daemon.Answering = (header, payload) =>
        {
            header.Length = (uint)payload.Length;
            daemon.Ring.Send(header, Encoding.Latin1.GetBytes(payload));
        };

        for (int i = 0; i < 5 * StoreConnection.MostInFlight; i++)
        {
            Assert.Equal("other\0", daemon.Client.Do(request => request.Read("other", default)).Text);
        }

        Assert.True(forgotten.IsPending);
        daemon.Client.Connection.Close();
        Assert.Equal(XenErrno.NotConnected, forgotten.Errno);
        Assert.Equal(1, forgotten.Completions);
    }

    [Fact]
    public void A_completion_may_submit_the_next_request_and_itself_again()
    {
        using StoreScene scene = new();
        int rounds = 0;
        TestRequest request = new()
        {
            Then = request =>
            {
                rounds++;
                if (rounds < 100)
                {
                    request.Read("name", default);
                    scene.Client.Connection.Submit(request);
                }
            },
        };
        request.Read("name", default);
        scene.Client.Connection.Submit(request);
        scene.Client.Run();
        Assert.Equal(100, rounds);
        Assert.False(request.IsPending);
    }

    [Fact]
    public void A_request_under_way_cannot_be_prepared_or_submitted_again()
    {
        using ScriptedDaemon daemon = new();
        TestRequest request = daemon.Client.Start(request => request.Read("a", default));
        Assert.Throws<InvalidOperationException>(() => request.Read("b", default));
        Assert.Throws<InvalidOperationException>(() => daemon.Client.Connection.Submit(request));
    }

    /// <remarks>The header and the payload each meet the end of both rings, at every place; the indices too wrap around.</remarks>
    [Fact]
    public void Messages_go_over_the_end_of_the_rings_at_every_place()
    {
        for (uint start = 0; start < XenstoreDomainInterface.RingSize; start++)
        {
            using ScriptedDaemon daemon = new(unchecked(start - 40));
            daemon.Answering = (header, payload) =>
            {
                header.Length = (uint)payload.Length;
                daemon.Ring.Send(header, Encoding.Latin1.GetBytes(payload));
            };
            string name = $"from-{start}-" + new string('x', (int)start % 50);
            Assert.Equal(name + "\0", daemon.Client.Do(request => request.Read(name, default)).Text);
        }
    }

    [Fact]
    public void Messages_larger_than_the_rings_go_in_pieces_both_ways()
    {
        using ScriptedDaemon daemon = new(uint.MaxValue - 100);
        byte[] value = new byte[4000];
        new Random(1).NextBytes(value);
        TestRequest[] requests = [.. Enumerable.Range(0, 5).Select(_ =>
            daemon.Client.Start(request => request.Write("large", value, default)))];
        TestRequest read = daemon.Client.Start(request => request.Read("large", default));
        daemon.Client.Run();
        Assert.Equal(6, daemon.Requests.Count);
        Assert.All(daemon.Requests.Take(5), request => Assert.Equal("large\0" + Encoding.Latin1.GetString(value), request.Payload));
        for (int i = 0; i < requests.Length; i++)
        {
            daemon.Answer("OK\0");
        }

        string longest = new('v', XenstoreDomainInterface.MostPayload);
        daemon.Answer(longest);
        Assert.Equal(longest, read.Text);
        Assert.All(requests, request => Assert.Equal(XenErrno.None, request.Errno));
    }

    [Fact]
    public void What_whoever_ran_before_left_in_the_rings_is_left_out()
    {
        using ScriptedDaemon daemon = new();
        daemon.Ring.Send("leftovers of a message"u8);
        daemon.Ring.Flush();
        StoreRing ring;
        unsafe
        {
            fixed (XenstoreDomainInterface* page = &daemon.Ring.Page)
            {
                ring = new StoreRing(page);
            }
        }

        Assert.Equal(0, ring.Take(new byte[100]));
        Assert.Equal(StoreFault.None, ring.Fault);
    }

    [Fact]
    public void A_flood_of_events_is_taken_in_portions()
    {
        using ScriptedDaemon daemon = new();
        TestWatch watch = new("a");
        daemon.Client.Connection.Add(watch);
        const int Events = 20_000;
        XsdSockmsg header = new() { Type = StoreMessageType.WatchEvent, Length = 4 };
        for (int i = 0; i < Events; i++)
        {
            daemon.Ring.Send(header, "a\01\0"u8);
        }

        daemon.Ring.Flush();
        daemon.Client.Run();
        Assert.Equal(Events, watch.Changed.Count);
        Assert.False(daemon.Ring.HasUnsent);
    }

    [Fact]
    public void An_operation_allocates_nothing_in_the_core()
    {
        using ScriptedDaemon daemon = new();
        SilentRequest request = new();
        daemon.Client.Connection.Exchange();
        request.Read("a", default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        request.Read("a", default);
        daemon.Client.Connection.Submit(request);
        daemon.Client.Connection.Exchange();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class SilentRequest : StoreRequest
    {
        protected internal override void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer)
        {
        }
    }
}
