using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Rings;

public sealed unsafe class RingTests
{
    private struct Entry112
    {
        public fixed byte Bytes[112];
    }

    private struct Entry4033
    {
        public fixed byte Bytes[4033];
    }

    [Fact]
    public void A_ring_has_a_power_of_two_of_entries_of_the_larger_size()
    {
        byte* page = stackalloc byte[GuestFrame.Size];
        Assert.Equal(256, new FrontRing<ulong, uint>(page).Size);
        Assert.Equal(256, new FrontRing<uint, ulong>(page).Size);
        Assert.Equal(32, new FrontRing<Entry112, ulong>(page).Size);
        Assert.Equal(32, new BackRing<Entry112, ulong>(page).Size);
    }

    [Fact]
    public void An_entry_larger_than_a_page_is_refused()
    {
        byte* page = stackalloc byte[GuestFrame.Size];
        nint address = (nint)page;
        Assert.Throws<InvalidOperationException>(() => new FrontRing<Entry4033, ulong>((void*)address));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFF_FFF0u)]
    [InlineData(0xFFFF_FFF0u)]
    public void Requests_and_responses_go_round_and_round(uint start)
    {
        using RingScene scene = new(start);
        ulong sent = 0;
        ulong returned = 0;
        while (returned < 2000)
        {
            while (scene.Front.TryPut(sent))
            {
                sent++;
            }

            Assert.Equal(0, scene.Front.Free);
            Assert.True(scene.Front.Publish());
            while (scene.Back.TryTake(out ulong request))
            {
                Assert.True(scene.Back.TryPut((uint)request + 7));
            }

            Assert.True(scene.Back.TryRest());
            Assert.True(scene.Back.Publish());
            while (scene.Front.TryTake(out uint response))
            {
                Assert.Equal((uint)returned++ + 7, response);
            }

            Assert.True(scene.Front.TryRest());
        }

        Assert.Equal(sent, returned);
        Assert.Equal((RingFault.None, RingFault.None), (scene.Front.Fault, scene.Back.Fault));
    }

    [Fact]
    public void Nothing_is_seen_before_it_is_published()
    {
        using RingScene scene = new();
        Assert.True(scene.Front.TryPut(1));
        Assert.False(scene.Back.TryTake(out _));
        Assert.True(scene.Front.Publish());
        Assert.False(scene.Front.Publish());
        Assert.True(scene.Back.TryTake(out ulong request));
        Assert.Equal(1ul, request);
        Assert.True(scene.Back.TryPut(2));
        Assert.False(scene.Front.TryTake(out _));
        Assert.True(scene.Back.Publish());
        Assert.True(scene.Front.TryTake(out uint response));
        Assert.Equal(2u, response);
    }

    [Fact]
    public void Who_does_not_rest_is_not_told()
    {
        using RingScene scene = new();
        scene.Front.TryPut(1);
        Assert.True(scene.Front.Publish());

        // The backend has not asked since: it is looking still.
        scene.Front.TryPut(2);
        Assert.False(scene.Front.Publish());
        Assert.True(scene.Back.TryTake(out _));
        Assert.False(scene.Back.TryRest());
        Assert.True(scene.Back.TryTake(out _));
        Assert.True(scene.Back.TryRest());
        scene.Front.TryPut(3);
        Assert.True(scene.Front.Publish());
    }

    [Fact]
    public void A_response_without_a_request_is_refused()
    {
        using RingScene scene = new();
        Assert.False(scene.Back.TryPut(1));
        scene.Front.TryPut(1);
        scene.Front.Publish();
        Assert.False(scene.Back.TryPut(1));
        Assert.True(scene.Back.TryTake(out _));
        Assert.True(scene.Back.TryPut(1));
        Assert.False(scene.Back.TryPut(1));
    }

    [Theory]
    [InlineData(2u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    public void A_backend_that_claims_what_cannot_be_is_named(uint claim)
    {
        using RingScene scene = new();
        scene.Front.TryPut(1);
        scene.Front.Publish();
        scene.Head.ResponseProducer = claim;
        Assert.False(scene.Front.TryTake(out _));
        Assert.Equal(RingFault.ResponseProducer, scene.Front.Fault);

        // Whoever takes in a loop comes out of it, and nothing is taken after all.
        Assert.True(scene.Front.TryRest());
        scene.Head.ResponseProducer = 1;
        Assert.False(scene.Front.TryTake(out _));
        Assert.False(scene.Front.TryPut(2));
        Assert.False(scene.Front.Publish());
        Assert.Equal(0, scene.Front.Free);
    }

    [Fact]
    public void A_response_to_a_request_that_was_not_published_is_named()
    {
        using RingScene scene = new();
        scene.Front.TryPut(1);
        scene.Head.ResponseProducer = 1;
        Assert.False(scene.Front.TryTake(out _));
        Assert.Equal(RingFault.ResponseProducer, scene.Front.Fault);
    }

    [Theory]
    [InlineData(257u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    public void A_frontend_that_claims_what_cannot_be_is_named(uint claim)
    {
        using RingScene scene = new();
        scene.Head.RequestProducer = claim;
        Assert.False(scene.Back.TryTake(out _));
        Assert.Equal(RingFault.RequestProducer, scene.Back.Fault);
        Assert.True(scene.Back.TryRest());
        scene.Head.RequestProducer = 1;
        Assert.False(scene.Back.TryTake(out _));
        Assert.False(scene.Back.TryPut(1));
    }

    [Fact]
    public void Requests_that_would_overwrite_responses_are_named()
    {
        using RingScene scene = new();
        for (uint i = 0; i < 256; i++)
        {
            scene.Front.TryPut(i);
        }

        scene.Front.Publish();
        Assert.True(scene.Back.TryTake(out _));
        scene.Head.RequestProducer = 257;
        Assert.False(scene.Back.TryTake(out _));
        Assert.Equal(RingFault.RequestProducer, scene.Back.Fault);
    }

    [Fact]
    public void A_frontend_that_asks_on_and_on_does_not_keep_whoever_answers_in_the_loop()
    {
        using RingScene scene = new();
        int taken = 0;
        scene.Head.RequestProducer = 256;
        while (taken < 1000 && scene.Back.TryTake(out _) && scene.Back.TryPut(1))
        {
            scene.Head.RequestProducer++;
            taken++;
        }

        Assert.Equal(1, taken);
        Assert.Equal(RingFault.RequestProducer, scene.Back.Fault);
    }

    [Fact]
    public void What_was_taken_out_is_a_copy()
    {
        using RingScene scene = new();
        scene.Front.TryPut(5);
        scene.Front.Publish();
        Assert.True(scene.Back.TryTake(out ulong request));
        scene.Entry(0) = 6;
        Assert.Equal(5ul, request);
    }

    [Fact]
    public void A_backend_that_comes_later_takes_what_has_no_response()
    {
        using RingScene scene = new();
        scene.Front.TryPut(5);
        scene.Front.TryPut(6);
        scene.Front.Publish();
        scene.Back.TryTake(out _);
        scene.Back.TryPut(50);
        scene.Back.Publish();
        fixed (SharedRing* page = &scene.Head)
        {
            BackRing<ulong, uint> next = new(page);
            Assert.True(next.TryTake(out ulong request));
            Assert.Equal(6ul, request);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        using RingScene scene = new();
        Round(scene);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Round(scene);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Round(RingScene scene)
    {
        scene.Front.TryPut(1);
        scene.Front.Publish();
        scene.Back.TryTake(out ulong request);
        scene.Back.TryPut((uint)request);
        scene.Back.TryRest();
        scene.Back.Publish();
        scene.Front.TryTake(out _);
        scene.Front.TryRest();
    }
}
