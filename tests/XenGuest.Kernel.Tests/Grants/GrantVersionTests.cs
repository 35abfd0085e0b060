using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Grants;

public sealed unsafe class GrantVersionTests
{
    [Fact]
    public void The_entries_of_the_tools_stay_as_they_are_in_another_version()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        ModelDomain tools = host.CreateDomain(new DomainShape());
        GrantEntryV1* console = MapFirstFrame(domain);
        console->Frame = 20;
        console->Domain = tools.Id.Value;
        console->Flags = GrantFlags.PermitAccess;
        Assert.Equal(GrantStatus.Okay, GrantScene.MapBy(tools, domain.Id, new GrantReference(0)).Status);
        *(byte*)domain.Memory.AddressOf(new GuestFrame(20)) = 0x77;

        GrantTable table = GrantScene.SetUp(domain, GrantVersion.Two);
        Assert.Equal(8u, table.Grant(tools.Id, GrantScene.Page, GrantAccess.ReadOnly).Value.Reference.Value);
        GrantEntryV2* moved = (GrantEntryV2*)domain.Memory.AddressOf(new GuestFrame(48));
        Assert.Equal(20ul, moved->FullPageFrame);
        Assert.Equal(GrantFlags.PermitAccess, moved->Header.Flags);
        Assert.Equal(GrantStatus.Okay, GrantScene.MapBy(tools, domain.Id, new GrantReference(0), frame: 0x1001).Status);
        Assert.Equal(0x77, *(byte*)tools.AddressOf(new GuestFrame(0x1001)));

        Assert.Equal(XenErrno.None, new GrantTableOperations(domain.Vcpus[0]).SetVersion(GrantVersion.One));
        GrantEntryV1* back = (GrantEntryV1*)moved;
        Assert.Equal(GrantFlags.PermitAccess | GrantFlags.Reading | GrantFlags.Writing, back->Flags);
        Assert.Equal(20u, back->Frame);
    }

    [Fact]
    public void The_version_cannot_be_changed_while_a_page_is_held()
    {
        using GrantScene scene = new();
        GrantTableOperations operations = new(scene.Granter.Vcpus[0]);
        GnttabMapGrantRef mapping = scene.Map(scene.Grant().Reference);
        Assert.Equal(XenErrno.Busy, operations.SetVersion(GrantVersion.Two));
        Assert.Equal(GrantVersion.One, operations.GetVersion(DomainId.Self).Value);
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, operations.SetVersion(GrantVersion.Two));
        Assert.Equal(GrantVersion.Two, operations.GetVersion(DomainId.Self).Value);
        Assert.Equal(XenErrno.InvalidArgument, operations.SetVersion((GrantVersion)3));
    }

    [Fact]
    public void Only_a_control_domain_may_ask_about_others()
    {
        using XenModel host = new();
        GrantTableOperations control =
            new(host.CreateDomain(new DomainShape { IsControlDomain = true }).Vcpus[0]);
        GrantTableOperations guest = new(host.CreateDomain(new DomainShape { MaximumGrantFrames = 7 }).Vcpus[0]);
        Assert.Equal(7u, control.QuerySize(new DomainId(1)).Value.MaximumFrameCount);
        Assert.Equal(1u, control.QuerySize(new DomainId(1)).Value.FrameCount);
        Assert.Equal(GrantVersion.One, control.GetVersion(new DomainId(1)).Value);
        Assert.Equal(XenErrno.NotPermitted, guest.QuerySize(new DomainId(0)).Error);
        Assert.Equal(XenErrno.NotPermitted, guest.GetVersion(new DomainId(0)).Error);
        Assert.Equal(XenErrno.NoSuchDomain, guest.QuerySize(new DomainId(2)).Error);
        Assert.Equal(XenErrno.NoSuchDomain, guest.GetVersion(new DomainId(2)).Error);
    }

    [Fact]
    public void Status_frames_come_with_each_eighth_frame()
    {
        using GrantScene scene = new(GrantVersion.Two, maximumFrames: 9);
        for (int i = 8; i < (8 * 256) + 1; i++)
        {
            scene.Grant();
        }

        Assert.Equal(9, scene.Table.FrameCount);
        PageGrant last = scene.Grant();
        GnttabMapGrantRef mapping = scene.Map(last.Reference);
        Assert.Equal(XenErrno.Busy, last.Revoke());
        Assert.Equal(GrantStatus.Okay, scene.Unmap(mapping));
        Assert.Equal(XenErrno.None, last.Revoke());
    }

    private static GrantEntryV1* MapFirstFrame(ModelDomain domain)
    {
        GuestFrame frame = new(10);
        Assert.Equal(XenErrno.None, new MemoryOperations(domain.Vcpus[0]).AddToPhysmap(
            DomainId.Self, PhysmapSpace.GrantTable, 0, frame));
        return (GrantEntryV1*)domain.Memory.AddressOf(frame);
    }
}
