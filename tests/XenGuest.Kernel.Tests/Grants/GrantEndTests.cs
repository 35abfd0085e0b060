using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

public sealed unsafe class GrantEndTests
{
    private const GrantVersion One = GrantVersion.One;
    private const GrantVersion Two = GrantVersion.Two;

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_page_that_the_peer_has_mapped_is_its_to_write_until_it_unmaps_it(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant();
        GnttabMapGrantRef mapping = scene.Map(grant.Reference);
        Assert.Equal(GrantStatus.Okay, mapping.Status);
        *(byte*)scene.Peer.AddressOf(GrantScene.Window) = 0x5A;
        Assert.Equal(0x5A, scene.BytesOfPage()[0]);

        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantState.Quarantined, grant.State);
        Assert.Equal(1, scene.Table.QuarantinedCount);
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, grant.Revoke());
        Assert.Equal(GrantState.Ended, grant.State);
        Assert.Equal(0, scene.Table.QuarantinedCount);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(grant.Reference).Status);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void What_is_quarantined_is_counted_once_and_its_reference_given_to_nobody(GrantVersion version)
    {
        using GrantScene scene = new(version, maximumFrames: 1);
        PageGrant held = scene.Grant();
        GnttabMapGrantRef mapping = scene.Map(held.Reference);
        Assert.Equal(XenErrno.Busy, held.Revoke());
        held.Dispose();
        Assert.Equal(1, scene.Table.QuarantinedCount);
        XenResult<PageGrant> grant;
        while ((grant = scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite)).Succeeded)
        {
            Assert.NotEqual(held.Reference, grant.Value.Reference);
        }

        Assert.Equal(0, scene.Table.EndQuarantined());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(1, scene.Table.EndQuarantined());
        Assert.Equal(0, scene.Table.EndQuarantined());
        Assert.Equal(0, scene.Table.QuarantinedCount);
        Assert.Equal(GrantState.Ended, held.State);
        Assert.Equal(XenErrno.NotFound, held.Revoke());
        Assert.Equal(held.Reference, scene.Grant().Reference);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_page_mapped_twice_is_held_until_both_mappings_are_over(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant();
        GnttabMapGrantRef written = scene.Map(grant.Reference);
        GnttabMapGrantRef read = scene.Map(grant.Reference, GrantMapFlags.HostMap | GrantMapFlags.ReadOnly, 0x1001);
        Assert.Equal(GrantStatus.Okay, read.Status);
        Assert.Equal(GrantStatus.Okay, scene.Unmap(written));
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(read));
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void Under_version_2_nobody_can_map_anew_what_was_to_end_once_it_is_let_go()
    {
        using GrantScene scene = new(Two);
        PageGrant grant = scene.Grant();
        GnttabMapGrantRef mapping = scene.Map(grant.Reference);
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(GrantStatus.GeneralError, scene.Map(grant.Reference).Status);
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_page_held_for_reading_cannot_be_had_for_writing_when_its_grant_was_to_end(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant(GrantAccess.ReadOnly);
        GnttabMapGrantRef mapping = scene.Map(grant.Reference, GrantMapFlags.HostMap | GrantMapFlags.ReadOnly);
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantStatus.GeneralError, scene.Map(grant.Reference, frame: 0x1001).Status);
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void Neighbours_in_a_word_of_statuses_are_told_apart()
    {
        using GrantScene scene = new(Two);
        PageGrant[] grants = [scene.Grant(), scene.Grant(), scene.Grant(), scene.Grant()];
        GnttabMapGrantRef second = scene.Map(grants[1].Reference);
        GnttabMapGrantRef third = scene.Map(grants[2].Reference, frame: 0x1001);
        Assert.Equal(XenErrno.None, grants[0].Revoke());
        Assert.Equal(XenErrno.Busy, grants[1].Revoke());
        Assert.Equal(XenErrno.Busy, grants[2].Revoke());
        Assert.Equal(XenErrno.None, grants[3].Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(second));
        Assert.Equal(GrantStatus.Okay, scene.Unmap(third));
        Assert.Equal(2, scene.Table.EndQuarantined());
    }
}
