using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel.Tests.Grants;
using XenGuest.Kernel.Tests.Store;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Model;

/// <summary>A domain of the model that suspends itself, and goes on or is restored.</summary>
public unsafe class SuspensionTests
{
    [Fact]
    public void A_cancelled_suspension_answers_1_and_leaves_everything()
    {
        using XenModel host = new();
        ModelGuest<ulong> guest = new(host.CreateDomain(new DomainShape()));
        EventPort port = new EventChannelOperations(guest.Domain.Vcpus[0]).AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        guest.Domain.WhileSuspended = () =>
        {
            Assert.Equal(ShutdownReason.Suspend, guest.Domain.Shutdown);
            guest.Domain.Resume();
        };

        Assert.Equal(1, Suspend(guest.Domain));
        Assert.Null(guest.Domain.Shutdown);
        Assert.Equal(0, guest.Domain.Id.Value);
        Assert.Equal(EventChannelStatus.Unbound, StatusOf(guest.Domain, port));
    }

    [Fact]
    public void The_tools_do_not_write_the_answer_of_a_domain_that_has_set_no_callback()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        domain.WhileSuspended = domain.Resume;

        Assert.Equal(0, Suspend(domain));
    }

    [Fact]
    public void A_domain_that_nobody_resumes_stays_down()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());

        Assert.Equal(0, Suspend(domain));
        Assert.Equal(ShutdownReason.Suspend, domain.Shutdown);
    }

    [Fact]
    public void Only_a_suspended_domain_is_resumed_or_restored()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());

        Assert.Throws<InvalidOperationException>(domain.Restore);
        Assert.Throws<InvalidOperationException>(domain.Resume);
    }

    [Fact]
    public void A_restored_domain_has_its_memory_and_its_saved_parameters_and_another_number()
    {
        using XenModel host = new();
        ModelDomain other = host.CreateDomain(new DomainShape());
        ModelDomain domain = host.CreateDomain(new DomainShape());
        domain.SetParameter(HvmParameter.StorePage, 9);
        domain.SetParameter(HvmParameter.StoreEventChannel, 3);
        *(ulong*)domain.Memory.AddressOf(new GuestFrame(9)) = 1;
        *(ulong*)domain.Memory.AddressOf(new GuestFrame(10)) = 2;
        domain.WhileSuspended = domain.Restore;

        Assert.Equal(0, Suspend(domain));
        Assert.Equal(2, domain.Id.Value);
        Assert.Equal(9ul, ParameterOf(domain, HvmParameter.StorePage));
        Assert.Equal(0ul, ParameterOf(domain, HvmParameter.StoreEventChannel));
        Assert.Equal(0ul, *(ulong*)domain.Memory.AddressOf(new GuestFrame(9)));
        Assert.Equal(2ul, *(ulong*)domain.Memory.AddressOf(new GuestFrame(10)));
        EventChannelOperations operations = new(other.Vcpus[0]);
        Assert.Equal(XenErrno.NoSuchDomain, operations.BindInterdomain(new DomainId(1), new EventPort(1)).Error);
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void A_restored_domain_has_no_port_and_its_peers_are_unbound(EventAbi abi)
    {
        using XenModel host = new();
        ModelGuest<ulong> peer = new(host.CreateDomain(new DomainShape()));
        ModelGuest<ulong> guest = new(host.CreateDomain(new DomainShape()), abi);
        EventPort there = new EventChannelOperations(peer.Domain.Vcpus[0]).AllocateUnbound(DomainId.Self, guest.Domain.Id).Value;
        EventPort here = new EventChannelOperations(guest.Domain.Vcpus[0]).BindInterdomain(peer.Domain.Id, there).Value;
        guest.Domain.WhileSuspended = guest.Domain.Restore;

        Suspend(guest.Domain);
        Assert.Equal(EventChannelStatus.Unbound, StatusOf(peer.Domain, there));
        Assert.Equal(EventChannelStatus.Closed, StatusOf(guest.Domain, here));

        // Everything that a guest does at its start can be done again.
        ModelGuest<ulong> again = new(guest.Domain, abi);
        int count = 0;
        EventChannel channel = again.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => count++).Value;
        channel.Unmask();
        channel.Notify();
        again.RunEventThreads();
        Assert.Equal(1, count);
    }

    [Fact]
    public void The_old_shared_page_is_memory_and_the_new_one_is_where_it_is_put()
    {
        using XenModel host = new();
        ModelGuest<ulong> guest = new(host.CreateDomain(new DomainShape()));
        byte* old = (byte*)guest.Domain.Memory.AddressOf(new GuestFrame(1));
        old[100] = 77;
        guest.Domain.WhileSuspended = guest.Domain.Restore;

        Suspend(guest.Domain);
        Assert.Equal(77, old[100]);
        GuestFrame frame = new(30);
        byte* page = (byte*)guest.Domain.Memory.AddressOf(frame);
        Assert.True(SharedInfoPage.Map<ulong>(guest.Domain.Vcpus[0], frame, page).Succeeded);
        Assert.Equal(77, old[100]);
        Assert.Equal(0, page[100]);
    }

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void Grants_are_gone_and_who_had_a_page_has_the_old_one(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant grant = scene.Grant();
        scene.BytesOfPage()[0] = 1;
        GnttabMapGrantRef mapping = scene.Map(grant.Reference);
        Assert.Equal(GrantStatus.Okay, mapping.Status);
        scene.Granter.WhileSuspended = scene.Granter.Restore;
        Suspend(scene.Granter);

        byte* seen = (byte*)scene.Peer.AddressOf(GrantScene.Window);
        Assert.Equal(1, seen[0]);
        seen[0] = 2;
        Assert.Equal(1, scene.BytesOfPage()[0]);
        Assert.Equal(GrantStatus.BadDomain, GrantScene.MapBy(scene.Peer, new DomainId(0), grant.Reference, frame: 0x1001).Status);

        // The new table is of version 1 and empty.
        Assert.Equal(GrantVersion.One, new GrantTableOperations(scene.Granter.Vcpus[0]).GetVersion(DomainId.Self).Value);
        Assert.Equal(GrantStatus.GeneralError, GrantScene.MapBy(scene.Peer, scene.Granter.Id, grant.Reference, frame: 0x1001).Status);
        GrantTable table = GrantScene.SetUp(scene.Granter, version);
        PageGrant anew = table.Grant(scene.Peer.Id, GrantScene.Page, GrantAccess.ReadWrite).Value;
        Assert.Equal(GrantStatus.Okay, GrantScene.MapBy(scene.Peer, scene.Granter.Id, anew.Reference, frame: 0x1001).Status);

        // The old mapping ends without a trace in the new table.
        GnttabUnmapGrantRef unmapping = new() { Handle = mapping.Handle, HostAddress = mapping.HostAddress };
        new GrantTableOperations(scene.Peer.Vcpus[0]).Unmap(&unmapping, 1);
        Assert.Equal(GrantStatus.Okay, unmapping.Status);
        Assert.Equal(XenErrno.Busy, anew.Revoke());
    }

    [Fact]
    public void What_the_domain_had_mapped_is_let_go()
    {
        using GrantScene scene = new();
        PageGrant grant = scene.Grant();
        Assert.Equal(GrantStatus.Okay, scene.Map(grant.Reference).Status);
        Assert.Equal(XenErrno.Busy, grant.Revoke());
        scene.Peer.WhileSuspended = scene.Peer.Restore;

        Suspend(scene.Peer);
        Assert.Equal(XenErrno.None, grant.Revoke());
    }

    [Fact]
    public void A_restored_domain_is_introduced_to_xenstored_once_more()
    {
        using XenModel host = new();
        ModelGuest<ulong> home = new(host.CreateDomain(new DomainShape()));
        ModelGuest<ulong> guest = new(host.CreateDomain(new DomainShape()));
        ModelStore store = new(home);
        store.Write("/local/domain/1", [], new StorePermission(new DomainId(1), StoreAccess.None));
        StoreClient before = new(home, guest, store.Introduce(guest.Domain, StoreClient.Page));
        TestWatch watch = before.Watch("/local");
        Assert.Equal(["/local"], watch.Changed);
        guest.Domain.WhileSuspended = () =>
        {
            store.Release(guest.Domain);
            guest.Domain.Restore();
            store.Write("/local/domain/2", "new"u8, new StorePermission(guest.Domain.Id, StoreAccess.None));
            store.Introduce(guest.Domain, StoreClient.Page);
        };

        Suspend(guest.Domain);
        Assert.Null(store.Read("/local/domain/1"));
        ModelGuest<ulong> again = new(guest.Domain);
        StoreClient after = new(home, again, new EventPort((uint)ParameterOf(guest.Domain, HvmParameter.StoreEventChannel)));
        TestRequest request = after.Do(request => request.Read("/local/domain/2", default));
        Assert.Equal("new", request.Text);
        Assert.Single(watch.Changed);
        Assert.Equal(0u, after.Connection.StrayEvents);
    }

    private static nint Suspend(ModelDomain domain)
    {
        SchedShutdown argument = new() { Reason = ShutdownReason.Suspend };
        return domain.Vcpus[0].SchedOp(SchedCommand.Shutdown, &argument).Raw;
    }

    private static EventChannelStatus StatusOf(ModelDomain domain, EventPort port)
    {
        EvtchnStatus status = new() { Domain = DomainId.Self.Value, Port = port.Value };
        Assert.Equal(XenErrno.None, domain.Vcpus[0].EventChannelOp(EventChannelCommand.Status, &status).Error);
        return status.Status;
    }

    private static ulong ParameterOf(ModelDomain domain, HvmParameter parameter) =>
        new HvmOperations(domain.Vcpus[0]).GetParameter(DomainId.Self, parameter).Value;
}
