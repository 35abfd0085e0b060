using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>Threads that grant, end, map and unmap at once, on a real processor.</summary>
public sealed class GrantStressTests
{
    private const int ThreadCount = 3;

    private static readonly int s_rounds =
        Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 20_000;

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void No_reference_is_given_to_two_threads_and_none_is_lost(GrantVersion version)
    {
        using GrantScene scene = new(version, maximumFrames: 1);
        int[] owners = new int[scene.Table.MaximumReferenceCount];
        int failures = 0;
        Run(thread =>
        {
            int shared = 0;
            int refused = 0;
            List<PageGrant> own = [];
            for (int i = 0; i < s_rounds; i++)
            {
                XenResult<PageGrant> grant = scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite);
                if (grant.Succeeded)
                {
                    own.Add(grant.Value);
                    shared += Interlocked.Exchange(ref owners[grant.Value.Reference.Value], thread + 1);
                }

                if (!grant.Succeeded || own.Count > 60 || i == s_rounds - 1)
                {
                    own.ForEach(ended => Volatile.Write(ref owners[ended.Reference.Value], 0));
                    own.ForEach(ended => refused += ended.Revoke() == XenErrno.None ? 0 : 1);
                    own.Clear();
                }
            }

            Interlocked.Add(ref failures, shared + refused);
        });
        Assert.Equal(0, failures);
        int left = (int)scene.Table.MaximumReferenceCount - 8;
        Assert.All(Enumerable.Range(0, left), _ => Assert.Equal(GrantState.Active, scene.Grant().State));
    }

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void A_page_whose_grant_is_over_is_never_held_by_a_peer_that_maps_as_fast_as_it_can(GrantVersion version)
    {
        using GrantScene scene = new(version);
        int[] held = new int[16];
        int ended = 0;
        Thread peer = new(() =>
        {
            for (uint i = 0; Volatile.Read(ref ended) == 0; i++)
            {
                GnttabMapGrantRef mapping = scene.Map(new GrantReference(8 + (i % 2)));
                if (mapping.Status == GrantStatus.Okay)
                {
                    // Within the mapping: while this is not 0, the page is held.
                    Interlocked.Increment(ref held[mapping.Reference]);
                    Thread.Yield();
                    Interlocked.Decrement(ref held[mapping.Reference]);
                    scene.Unmap(mapping);
                }
            }
        });
        peer.Start();
        int violations = 0;
        for (int i = 0; i < s_rounds / 4; i++)
        {
            // One grant at a time: it has one of the first references.
            PageGrant grant = scene.Grant();
            SpinWait.SpinUntil(() => grant.Revoke() == XenErrno.None);
            violations += Volatile.Read(ref held[grant.Reference.Value]);
        }

        Volatile.Write(ref ended, 1);
        peer.Join();
        Assert.Equal(0, violations);
        Assert.Equal(0, scene.Table.QuarantinedCount);
    }

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void Of_many_threads_that_end_one_grant_one_does(GrantVersion version)
    {
        using GrantScene scene = new(version);
        for (int i = 0; i < s_rounds / 100; i++)
        {
            PageGrant grant = scene.Grant();
            int count = 0;
            Run(_ => Interlocked.Add(ref count, grant.Revoke() == XenErrno.None ? 1 : 0));
            Assert.Equal(1, count);
            Assert.Equal(GrantState.Ended, grant.State);
        }
    }

    private static void Run(Action<int> body)
    {
        Thread[] threads = [.. Enumerable.Range(0, ThreadCount).Select(number => new Thread(() => body(number)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
