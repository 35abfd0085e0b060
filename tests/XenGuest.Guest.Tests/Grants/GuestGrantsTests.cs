using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Grants;

public sealed class GuestGrantsTests
{
    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void A_page_is_shared_and_given_up(GrantVersion version)
    {
        using GrantsScene scene = new(version);
        GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        Assert.Equal(new byte[GuestFrame.Size], page.Bytes.ToArray());
        page.Bytes[5] = 6;
        using (MappedPage mapped = scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadWrite))
        {
            Assert.Equal(6, scene.View(mapped)[5]);
            scene.View(mapped)[7] = 8;
            Assert.Equal(8, page.Bytes[7]);
            Assert.Equal((1, 1), (scene.Owner.GrantedCount, scene.User.MappedCount));
        }

        page.Dispose();
        page.Dispose();
        Assert.Equal((0, 0, 0), (scene.Owner.GrantedCount, scene.User.MappedCount, scene.Owner.QuarantinedCount));
        Assert.Throws<ObjectDisposedException>(() => page.Reference);
        Assert.Throws<ObjectDisposedException>(() => page.Bytes[0] = 1);
    }

    [Fact]
    public void A_page_comes_back_without_what_was_in_it()
    {
        using GrantsScene scene = new(GrantVersion.One);
        int taken = 0;
        for (int i = 0; i < 1000; i++)
        {
            using GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
            using MappedPage mapped = scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadOnly);
            Assert.Equal(0, page.Bytes[9]);
            page.Bytes[9] = 1;
            taken = Math.Max(taken, scene.Owner.PagesTaken + scene.User.PagesTaken);
        }

        Assert.Equal(2, taken);
        Assert.Equal((1, 1), (scene.Owner.PagesFree, scene.User.PagesFree));
    }

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void A_page_that_the_peer_holds_is_nobody_s(GrantVersion version)
    {
        using GrantsScene scene = new(version);
        GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        MappedPage mapped = scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadWrite);
        page.Dispose();
        Assert.Equal((0, 1, 0), (scene.Owner.GrantedCount, scene.Owner.QuarantinedCount, scene.Owner.PagesFree));
        using (GrantedPage other = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite))
        {
            scene.View(mapped)[0] = 1;
            Assert.Equal(0, other.Bytes[0]);
        }

        Assert.Equal(0, scene.Owner.EndQuarantined());
        mapped.Dispose();
        Assert.Equal(1, scene.Owner.EndQuarantined());
        Assert.Equal((0, 2, 2), (scene.Owner.QuarantinedCount, scene.Owner.PagesFree, scene.Owner.PagesTaken));
    }

    [Fact]
    public void Granting_looks_whether_quarantine_is_over()
    {
        using GrantsScene scene = new(GrantVersion.One);
        GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        MappedPage mapped = scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadWrite);
        page.Dispose();
        mapped.Dispose();
        scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite).Dispose();
        Assert.Equal((0, 1), (scene.Owner.QuarantinedCount, scene.Owner.PagesTaken));
    }

    [Fact]
    public void What_a_peer_tells_that_is_no_grant_is_an_error()
    {
        using GrantsScene scene = new(GrantVersion.One);
        GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadOnly);
        Assert.Equal(XenErrno.NotFound, Refusal(() => scene.User.Map(scene.OwnerId, new GrantReference(100_000), GrantAccess.ReadWrite)));
        Assert.Equal(XenErrno.InputOutput, Refusal(() => scene.User.Map(scene.OwnerId, new GrantReference(500), GrantAccess.ReadWrite)));
        Assert.Equal(XenErrno.InputOutput, Refusal(() => scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadWrite)));
        Assert.Equal(XenErrno.NoSuchDomain, Refusal(() => scene.User.Map(new DomainId(77), page.Reference, GrantAccess.ReadOnly)));
        Assert.Equal((0, 1, 1), (scene.User.MappedCount, scene.User.PagesTaken, scene.User.PagesFree));
        scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadOnly).Dispose();
    }

    [Fact]
    public void Bytes_are_copied_without_mapping()
    {
        using GrantsScene scene = new(GrantVersion.One);
        using GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        using GrantedPage readOnly = scene.Owner.Grant(scene.UserId, GrantAccess.ReadOnly);
        scene.User.CopyTo(scene.OwnerId, page.Reference, 4090, [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 2, 3, 4, 5, 6], page.Bytes[4090..].ToArray());
        byte[] seen = new byte[3];
        scene.User.CopyFrom(scene.OwnerId, page.Reference, 4091, seen);
        Assert.Equal([2, 3, 4], seen);
        Assert.Equal(XenErrno.InputOutput, Refusal(() => scene.User.CopyTo(scene.OwnerId, readOnly.Reference, 0, [1])));
        Assert.Equal(XenErrno.NotFound, Refusal(() => scene.User.CopyFrom(scene.OwnerId, new GrantReference(uint.MaxValue), 0, seen)));
        Assert.Equal([2, 3, 4], seen);
        Assert.Throws<ArgumentOutOfRangeException>(() => scene.User.CopyTo(scene.OwnerId, page.Reference, 4095, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => scene.User.CopyFrom(scene.OwnerId, page.Reference, -1, seen));
        Assert.Equal(1, scene.User.PagesFree);
    }

    [Fact]
    public void A_table_and_a_machine_that_are_full_are_errors_and_nothing_is_lost()
    {
        using GrantsScene scene = new(GrantVersion.One);
        List<GrantedPage> pages = [];
        XenErrno refusal = XenErrno.None;
        while (refusal == XenErrno.None && pages.Count < 1000)
        {
            refusal = Refusal(() => pages.Add(scene.Owner.Grant(scene.UserId, GrantAccess.ReadOnly)));
        }

        Assert.Equal(XenErrno.OutOfMemory, refusal);
        int count = pages.Count;
        pages.ForEach(static page => page.Dispose());
        pages = [.. Enumerable.Range(0, count).Select(_ => scene.Owner.Grant(scene.UserId, GrantAccess.ReadOnly))];
        Assert.Equal((count, count), (scene.Owner.GrantedCount, scene.Owner.PagesTaken));
    }

    [Fact]
    public void After_a_restore_no_old_reference_is_told_and_pages_are_granted_anew()
    {
        using GrantsScene scene = new(GrantVersion.One);
        GrantedPage kept = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        GrantedPage given = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        GrantedPage held = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
        MappedPage mapped = scene.User.Map(scene.OwnerId, held.Reference, GrantAccess.ReadWrite);
        held.Dispose();
        kept.Bytes[0] = 9;
        Assert.Throws<InvalidOperationException>(() => kept.Renew(scene.UserId));

        Restore(scene.UserDomain, scene.User);
        Restore(scene.Domain, scene.Owner);
        Assert.True(kept.IsLost && given.IsLost && mapped.IsLost);
        Assert.Equal(0, scene.Owner.QuarantinedCount);
        Assert.Throws<InvalidOperationException>(() => kept.Reference);
        Assert.Throws<InvalidOperationException>(() => mapped.Bytes[0]);
        kept.Renew(scene.UserId);
        Assert.False(kept.IsLost);
        Assert.Equal(9, kept.Bytes[0]);
        Assert.NotEqual(0u, kept.Reference.Value);
        given.Dispose();
        mapped.Dispose();
        kept.Dispose();
        Assert.Equal((0, 0, 3, 3), (scene.Owner.GrantedCount, scene.User.MappedCount, scene.Owner.PagesTaken, scene.Owner.PagesFree));
    }

    private static void Restore(ModelDomain domain, GuestGrants grants)
    {
        domain.WhileSuspended = domain.Restore;
        grants.StandStill(() => new SchedOperations(domain.Vcpus[0]).Shutdown(ShutdownReason.Suspend).Value ? SuspendOutcome.Restored : SuspendOutcome.Cancelled);
    }

    [Fact]
    public async Task Threads_share_and_give_up_at_the_same_time()
    {
        using GrantsScene scene = new(GrantVersion.One);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                using GrantedPage page = scene.Owner.Grant(scene.UserId, GrantAccess.ReadWrite);
                scene.User.Map(scene.OwnerId, page.Reference, GrantAccess.ReadWrite).Dispose();
            }
        })));
        Assert.Equal((0, 0, 0), (scene.Owner.GrantedCount, scene.User.MappedCount, scene.Owner.QuarantinedCount));
        Assert.InRange(scene.Owner.PagesTaken, 1, 4);
        Assert.Equal(scene.Owner.PagesTaken, scene.Owner.PagesFree);
    }

    private static XenErrno Refusal(Action act)
    {
        try
        {
            act();
            return XenErrno.None;
        }
        catch (XenException e)
        {
            return e.Error;
        }
    }
}
