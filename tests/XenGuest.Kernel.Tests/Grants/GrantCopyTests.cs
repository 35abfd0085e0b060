using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

public sealed unsafe class GrantCopyTests
{
    private const GrantVersion One = GrantVersion.One;
    private const GrantVersion Two = GrantVersion.Two;

    private static readonly GuestFrame s_own = new(30);

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_copy_moves_exactly_its_bytes_and_holds_nothing_afterwards(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant();
        scene.BytesOfPage().Fill(7);
        GnttabCopy<nuint> copy = GrantScene.CopyFrom(scene.Granter.Id, grant.Reference, s_own, 100);
        copy.Source.Offset = 3996;
        copy.Destination.Offset = 10;
        Assert.Equal(GrantStatus.Okay, GrantScene.CopyBy(scene.Peer, copy));
        byte* own = (byte*)scene.Peer.Memory.AddressOf(s_own);
        Assert.Equal([0, 7, 7, 0], new[] { own[9], own[10], own[109], own[110] });

        own[0] = 9;
        copy = GrantScene.CopyTo(s_own, scene.Granter.Id, grant.Reference, 1);
        copy.Destination.Offset = 4095;
        Assert.Equal(GrantStatus.Okay, GrantScene.CopyBy(scene.Peer, copy));
        Assert.Equal([7, 9], scene.BytesOfPage()[4094..].ToArray());
        Assert.Equal(XenErrno.None, grant.Revoke());
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Peer, copy));
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void What_a_copy_may_not_do_is_named(GrantVersion version)
    {
        using GrantScene scene = new(version);
        DomainId granter = scene.Granter.Id;
        GrantReference readable = scene.Grant(GrantAccess.ReadOnly).Reference;
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Peer, GrantScene.CopyTo(s_own, granter, readable, 1)));
        Assert.Equal(GrantStatus.Okay, GrantScene.CopyBy(scene.Peer, GrantScene.CopyFrom(granter, readable, s_own, 1)));
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Third, GrantScene.CopyFrom(granter, readable, s_own, 1)));
        Assert.Equal(GrantStatus.BadDomain, GrantScene.CopyBy(scene.Peer, GrantScene.CopyFrom(new(9), readable, s_own, 1)));
        Assert.Equal(GrantStatus.BadReference, GrantScene.CopyBy(scene.Peer, GrantScene.CopyFrom(granter, new(999), s_own, 1)));
        Assert.Equal(GrantStatus.BadPage, GrantScene.CopyBy(scene.Peer, GrantScene.CopyFrom(granter, readable, new(64), 1)));

        GnttabCopy<nuint> copy = GrantScene.CopyFrom(granter, readable, s_own, 4096);
        copy.Source.Offset = 1;
        Assert.Equal(GrantStatus.BadCopyArgument, GrantScene.CopyBy(scene.Peer, copy));
        copy.Destination.Domain = granter.Value;
        Assert.Equal(GrantStatus.PermissionDenied, GrantScene.CopyBy(scene.Peer, copy));
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_copy_that_fails_at_one_end_holds_nothing_of_the_other(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant();
        Assert.Equal(GrantStatus.BadPage, GrantScene.CopyBy(
            scene.Peer, GrantScene.CopyFrom(scene.Granter.Id, grant.Reference, new GuestFrame(64), 1)));
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void A_part_of_a_page_can_be_copied_but_not_mapped_and_nothing_beyond_it_can()
    {
        using GrantScene scene = new(Two);
        DomainId granter = scene.Granter.Id;
        PageGrant part = scene.Table.GrantPart(scene.Peer.Id, GrantScene.Page, 100, 50, GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.GeneralError, scene.Map(part.Reference).Status);
        GnttabCopy<nuint> copy = GrantScene.CopyFrom(granter, part.Reference, s_own, 50);
        copy.Source.Offset = 100;
        Assert.Equal(GrantStatus.Okay, GrantScene.CopyBy(scene.Peer, copy));
        copy.Source.Offset = 99;
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Peer, copy));
        copy.Source.Offset = 101;
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Peer, copy));
        Assert.Equal(XenErrno.None, part.Revoke());
        Assert.Equal(
            XenErrno.OutOfRange,
            scene.Table.GrantPart(scene.Peer.Id, GrantScene.Page, 4000, 97, GrantAccess.ReadOnly).Error);
    }

    [Fact]
    public void A_whole_page_granted_after_a_part_is_whole()
    {
        using GrantScene scene = new(Two, maximumFrames: 1);
        PageGrant part = scene.Table.GrantPart(scene.Peer.Id, GrantScene.Page, 100, 50, GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.Okay, CopyPart(scene, part));
        part.Dispose();
        PageGrant whole = scene.Grant();
        Assert.Equal(part.Reference, whole.Reference);
        Assert.Equal(GrantStatus.Okay, scene.Map(whole.Reference).Status);
    }

    [Fact]
    public void A_grant_passed_on_can_be_copied_but_not_mapped_and_only_one_step()
    {
        using GrantScene scene = new(Two);
        PageGrant first = scene.Grant();
        GrantTable middle = GrantScene.SetUp(scene.Peer, Two);
        PageGrant second = middle.GrantTransitively(scene.Third.Id, scene.Granter.Id, first.Reference, GrantAccess.ReadWrite).Value;
        scene.BytesOfPage().Fill(0x33);
        GnttabCopy<nuint> copy = GrantScene.CopyFrom(scene.Peer.Id, second.Reference, s_own, 4096);
        Assert.Equal(GrantStatus.Okay, GrantScene.CopyBy(scene.Third, copy));
        Assert.Equal(0x33, ((byte*)scene.Third.Memory.AddressOf(s_own))[4095]);
        Assert.Equal(GrantStatus.GeneralError, GrantScene.MapBy(scene.Third, scene.Peer.Id, second.Reference).Status);

        GrantTable last = GrantScene.SetUp(scene.Third, Two);
        PageGrant third = last.GrantTransitively(scene.Granter.Id, scene.Peer.Id, second.Reference, GrantAccess.ReadWrite).Value;
        copy = GrantScene.CopyFrom(scene.Third.Id, third.Reference, s_own, 1);
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(scene.Granter, copy));

        Assert.Equal(XenErrno.None, first.Revoke());
        Assert.Equal(XenErrno.None, second.Revoke());
        Assert.Equal(XenErrno.None, third.Revoke());
    }

    [Fact]
    public void A_grant_passed_on_ends_with_the_grant_that_it_passes_on()
    {
        using GrantScene scene = new(Two);
        PageGrant first = scene.Grant(GrantAccess.ReadOnly);
        GrantTable middle = GrantScene.SetUp(scene.Peer, Two);
        PageGrant second = middle.GrantTransitively(scene.Third.Id, scene.Granter.Id, first.Reference, GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(
            scene.Third, GrantScene.CopyTo(s_own, scene.Peer.Id, second.Reference, 1)));
        Assert.Equal(XenErrno.None, first.Revoke());
        Assert.Equal(GrantStatus.GeneralError, GrantScene.CopyBy(
            scene.Third, GrantScene.CopyFrom(scene.Peer.Id, second.Reference, s_own, 1)));
        Assert.Equal(XenErrno.None, second.Revoke());
    }

    private static GrantStatus CopyPart(GrantScene scene, in PageGrant part)
    {
        GnttabCopy<nuint> copy = GrantScene.CopyFrom(scene.Granter.Id, part.Reference, s_own, 1);
        copy.Source.Offset = 120;
        return GrantScene.CopyBy(scene.Peer, copy);
    }
}
