using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>What mapping and unmapping answer, in Xen's order.</summary>
public sealed unsafe class GrantMapTests
{
    private const GrantVersion One = GrantVersion.One;
    private const GrantVersion Two = GrantVersion.Two;
    private const GrantMapFlags Read = GrantMapFlags.HostMap | GrantMapFlags.ReadOnly;

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_page_granted_for_reading_can_only_be_mapped_for_reading(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant(GrantAccess.ReadOnly);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(grant.Reference).Status);
        GnttabMapGrantRef mapping = scene.Map(grant.Reference, Read);
        Assert.Equal(GrantStatus.Okay, mapping.Status);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(grant.Reference, frame: 0x1001).Status);
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Theory]
    [InlineData(One, 512u)]
    [InlineData(Two, 256u)]
    public void Mapping_what_is_not_there_or_not_for_the_caller_is_named(GrantVersion version, uint entries)
    {
        using GrantScene scene = new(version);
        GrantReference reference = scene.Grant().Reference;
        Assert.Equal(GrantStatus.BadReference, scene.Map(reference, GrantMapFlags.ReadOnly).Status);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(reference, GrantMapFlags.DeviceMap).Status);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(reference, (GrantMapFlags)(1 << 16) | Read).Status);
        Assert.Equal(GrantStatus.BadDomain, GrantScene.MapBy(scene.Peer, new DomainId(9), reference).Status);
        Assert.Equal(GrantStatus.BadDomain, GrantScene.MapBy(scene.Granter, DomainId.Self, reference).Status);
        Assert.Equal(GrantStatus.BadReference, scene.Map(new GrantReference(entries)).Status);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(new GrantReference(entries - 1)).Status);
        Assert.Equal(GrantStatus.GeneralError, GrantScene.MapBy(scene.Third, scene.Granter.Id, reference).Status);
        Assert.Equal(GrantStatus.Okay, scene.Map(reference).Status);
        Assert.Equal(GrantStatus.GeneralError, GrantScene.MapBy(scene.Third, scene.Granter.Id, reference).Status);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_frame_without_a_page_is_no_page_and_leaves_the_grant_unused(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Table.Grant(scene.Peer.Id, new GuestFrame(64), GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.BadPage, scene.Map(grant.Reference).Status);
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void A_page_mapped_from_another_domain_cannot_be_granted_on()
    {
        using GrantScene scene = new();
        Assert.Equal(GrantStatus.Okay, scene.Map(scene.Grant().Reference).Status);
        GrantTable table = GrantScene.SetUp(scene.Peer, One);
        PageGrant passed = table.Grant(scene.Third.Id, GrantScene.Window, GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.BadPage, GrantScene.MapBy(scene.Third, scene.Peer.Id, passed.Reference).Status);
    }

    [Fact]
    public void Xen_counts_128_mappings_of_each_kind_and_the_mappings_of_a_domain()
    {
        using GrantScene scene = new(mappings: 200);
        GrantReference reference = scene.Grant().Reference;
        for (uint i = 0; i < 128; i++)
        {
            Assert.Equal(GrantStatus.Okay, scene.Map(reference, frame: 0x1000 + i).Status);
        }

        Assert.Equal(GrantStatus.GeneralError, scene.Map(reference, frame: 0x2000).Status);
        for (uint i = 0; i < 72; i++)
        {
            Assert.Equal(GrantStatus.Okay, scene.Map(reference, Read, 0x2000 + i).Status);
        }

        Assert.Equal(GrantStatus.NoSpace, scene.Map(reference, Read, 0x3000).Status);
    }

    [Fact]
    public void Unmapping_needs_the_handle_and_the_place()
    {
        using GrantScene scene = new();
        PageGrant grant = scene.Grant();
        GnttabMapGrantRef mapping = scene.Map(grant.Reference);
        Assert.Equal(GrantStatus.BadHandle, GrantScene.UnmapBy(scene.Peer, 77, mapping.HostAddress));
        Assert.Equal(GrantStatus.BadHandle, GrantScene.UnmapBy(scene.Third, mapping.Handle, mapping.HostAddress));
        Assert.Equal(GrantStatus.GeneralError, GrantScene.UnmapBy(scene.Peer, mapping.Handle, 0x5000));
        Assert.Equal(GrantStatus.Okay, GrantScene.UnmapBy(scene.Peer, mapping.Handle, 0));
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(GrantStatus.BadHandle, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void A_mapping_on_top_of_another_ends_the_domain()
    {
        using GrantScene scene = new();
        PageGrant grant = scene.Grant();
        Assert.Equal(GrantStatus.Okay, scene.Map(grant.Reference).Status);
        Assert.Equal(GrantStatus.GeneralError, scene.Map(scene.Grant().Reference).Status);
        Assert.Equal(ShutdownReason.Crash, scene.Peer.Shutdown);
    }

    [Fact]
    public void Each_of_a_batch_has_its_own_status()
    {
        using GrantScene scene = new();
        GrantTableOperations operations = new(scene.Peer.Vcpus[0]);
        GnttabMapGrantRef* batch = stackalloc GnttabMapGrantRef[3];
        for (uint i = 0; i < 3; i++)
        {
            batch[i] = new() { Flags = GrantMapFlags.HostMap, HostAddress = 0x1000000 + (i * 4096ul) };
            batch[i].Reference = i == 1 ? 5000 : scene.Grant().Reference.Value;
        }

        Assert.Equal(XenErrno.None, operations.Map(batch, 3));
        Assert.Equal(
            [GrantStatus.Okay, GrantStatus.BadReference, GrantStatus.Okay],
            new[] { batch[0].Status, batch[1].Status, batch[2].Status });

        GnttabUnmapGrantRef* over = stackalloc GnttabUnmapGrantRef[2];
        over[0] = new() { Handle = batch[2].Handle, HostAddress = batch[2].HostAddress };
        over[1] = over[0];
        Assert.Equal(XenErrno.None, operations.Unmap(over, 2));
        Assert.Equal(GrantStatus.Okay, over[0].Status);
        Assert.Equal(GrantStatus.BadHandle, over[1].Status);
    }

    [Fact]
    public void A_batch_that_xen_does_not_come_to_is_not_taken_for_done()
    {
        using GrantScene scene = new();
        GnttabMapGrantRef map = default;
        scene.Peer.Vcpus[0].Refuse(
            HypercallNumber.GrantTableOp, (uint)GrantTableCommand.MapGrantReference, XenErrno.BadAddress);
        Assert.Equal(XenErrno.BadAddress, new GrantTableOperations(scene.Peer.Vcpus[0]).Map(&map, 1));
        Assert.Equal(GrantStatus.TryAgain, map.Status);
    }
}
