using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Grants;

public sealed unsafe class GrantTableTests
{
    private const GrantVersion One = GrantVersion.One;
    private const GrantVersion Two = GrantVersion.Two;

    [Theory]
    [InlineData(One, 512)]
    [InlineData(Two, 256)]
    public void Every_reference_but_the_reserved_ones_is_given_once_and_then_there_is_no_space(GrantVersion version, uint perFrame)
    {
        using GrantScene scene = new(version);
        HashSet<uint> given = [];
        XenResult<PageGrant> grant;
        while ((grant = scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite)).Succeeded)
        {
            Assert.True(given.Add(grant.Value.Reference.Value));
        }

        Assert.Equal(XenErrno.NoSpace, grant.Error);
        Assert.Equal(Enumerable.Range(8, (int)(4 * perFrame) - 8).Select(reference => (uint)reference), given.Order());
        Assert.Equal(4 * perFrame, scene.Table.MaximumReferenceCount);
        Assert.Equal(4, scene.Table.FrameCount);
        Assert.Equal(GrantStatus.Okay, scene.Map(new GrantReference((4 * perFrame) - 1)).Status);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void A_reference_is_used_again_after_its_grant_is_over(GrantVersion version)
    {
        using GrantScene scene = new(version, maximumFrames: 1);
        PageGrant[] grants = FillTable(scene);
        Assert.Equal(XenErrno.None, grants[17].Revoke());
        PageGrant next = scene.Grant();
        Assert.Equal(grants[17].Reference, next.Reference);
        Assert.Equal(GrantState.Ended, grants[17].State);
        Assert.Equal(GrantState.Active, next.State);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void What_is_left_of_a_grant_that_is_over_ends_no_other(GrantVersion version)
    {
        using GrantScene scene = new(version, maximumFrames: 1);
        PageGrant old = FillTable(scene)[0];
        PageGrant copy = old;
        Assert.Equal(XenErrno.None, old.Revoke());
        PageGrant next = scene.Grant();
        Assert.Equal(XenErrno.NotFound, copy.Revoke());
        copy.Dispose();
        Assert.Equal(GrantState.Active, next.State);
        Assert.Equal(GrantStatus.Okay, scene.Map(next.Reference).Status);
        Assert.Equal(XenErrno.NotFound, default(PageGrant).Revoke());
        Assert.Equal(GrantState.Ended, default(PageGrant).State);
    }

    [Fact]
    public void A_frame_beyond_32_bits_is_out_of_range_under_version_1_and_not_under_version_2()
    {
        using GrantScene one = new();
        using GrantScene two = new(Two);
        Assert.Equal(XenErrno.OutOfRange, GrantFar(one).Error);
        Assert.True(one.Table.Grant(one.Peer.Id, new GuestFrame(uint.MaxValue), GrantAccess.ReadOnly).Succeeded);
        Assert.Equal(GrantStatus.BadPage, two.Map(GrantFar(two).Value.Reference, GrantMapFlags.HostMap | GrantMapFlags.ReadOnly).Status);
    }

    [Fact]
    public void Parts_and_grants_passed_on_need_version_2()
    {
        using GrantScene scene = new();
        Assert.Equal(XenErrno.NotSupported, scene.Table.GrantPart(scene.Peer.Id, GrantScene.Page, 0, 1, GrantAccess.ReadOnly).Error);
        Assert.Equal(
            XenErrno.NotSupported,
            scene.Table.GrantTransitively(scene.Peer.Id, scene.Third.Id, new GrantReference(8), GrantAccess.ReadOnly).Error);
    }

    [Fact]
    public void A_table_whose_pages_run_out_says_so_and_grows_when_there_is_one_again()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape { FrameCount = 50 });
        Assert.Equal(XenErrno.OutOfMemory, SetUpFrom(domain, 50, One).Error);
        GrantTable table = SetUpFrom(domain, 49, One).Value;
        Assert.Equal(504, Enumerable.Range(0, 504).Count(_ => table.Grant(default, default, GrantAccess.ReadOnly).Succeeded));
        Assert.Equal(XenErrno.OutOfMemory, table.Grant(default, default, GrantAccess.ReadOnly).Error);
        Assert.Equal(1, table.FrameCount);
    }

    [Fact]
    public void A_frame_that_xen_refuses_is_tried_again_with_the_same_page()
    {
        using GrantScene scene = new(One, maximumFrames: 2);
        FillTableTo(scene, 504);
        ModelVcpu vcpu = scene.Granter.Vcpus[0];
        vcpu.Refuse(HypercallNumber.MemoryOp, (uint)MemoryCommand.AddToPhysmap, XenErrno.OutOfMemory);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(XenErrno.OutOfMemory, scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite).Error);
        }

        vcpu.Refuse(HypercallNumber.MemoryOp, (uint)MemoryCommand.AddToPhysmap, XenErrno.None);
        Assert.Equal(512u, scene.Grant().Reference.Value);
    }

    [Fact]
    public void Setting_up_answers_what_xen_lacks()
    {
        using XenModel host = new();
        ModelDomain old = host.CreateDomain(new DomainShape { MaximumGrantVersion = One, MaximumGrantFrames = 0 });
        Assert.Equal(XenErrno.NotImplemented, SetUpFrom(old, 48, Two).Error);
        Assert.Equal(XenErrno.InvalidArgument, SetUpFrom(old, 48, (GrantVersion)3).Error);
        Assert.Equal(XenErrno.NoSpace, SetUpFrom(old, 48, One).Error);
        Refuse(old, GrantTableCommand.QuerySize, XenErrno.NotImplemented);
        Assert.Equal(XenErrno.NotImplemented, SetUpFrom(old, 48, One).Error);
    }

    [Fact]
    public void A_xen_without_versions_has_version_1()
    {
        using XenModel host = new();
        ModelDomain old = host.CreateDomain(new DomainShape());
        Refuse(old, GrantTableCommand.GetVersion, XenErrno.NotImplemented);
        Refuse(old, GrantTableCommand.SetVersion, XenErrno.NotImplemented);
        Assert.Equal(One, SetUpFrom(old, 48, One).Value.Version);
        Assert.Equal(XenErrno.NotImplemented, SetUpFrom(old, 48, Two).Error);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Two)]
    public void Granting_and_ending_make_no_hypercall_and_allocate_nothing(GrantVersion version)
    {
        using GrantScene scene = new(version);
        Exercise(scene);
        int hypercalls = scene.Granter.Vcpus[0].HypercallCount;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(scene);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(hypercalls, scene.Granter.Vcpus[0].HypercallCount);
    }

    private static void Exercise(GrantScene scene)
    {
        for (int i = 0; i < 1000; i++)
        {
            using PageGrant first = scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadOnly).Value;
            using PageGrant second = scene.Table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite).Value;
        }
    }

    private static XenResult<PageGrant> GrantFar(GrantScene scene) =>
        scene.Table.Grant(scene.Peer.Id, new GuestFrame(1ul << 32), GrantAccess.ReadOnly);

    private static XenResult<GrantTable> SetUpFrom(ModelDomain domain, ulong firstPage, GrantVersion version) =>
        GrantTable.SetUp(domain.Vcpus[0], new ModelPages(domain, new GuestFrame(firstPage)), version);

    private static void Refuse(ModelDomain domain, GrantTableCommand command, XenErrno error) =>
        domain.Vcpus[0].Refuse(HypercallNumber.GrantTableOp, (uint)command, error);

    private static PageGrant[] FillTable(GrantScene scene) =>
        FillTableTo(scene, (int)scene.Table.MaximumReferenceCount - 8);

    private static PageGrant[] FillTableTo(GrantScene scene, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => scene.Grant())];
}
