using System;
using System.Threading.Tasks;
using XenGuest.Guest.Tests.Probe;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Power;

/// <summary>A guest on the model of Xen is suspended, and goes on.</summary>
public sealed class GuestSuspensionTests : IDisposable
{
    private readonly ModelMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("", false)]
    [InlineData("xenguest.events=2l", false)]
    [InlineData("", true)]
    [InlineData("xenguest.events=2l", true)]
    [InlineData("xenguest.upcalls=domain", true)]
    public async Task Whoever_waits_goes_on(string commandLine, bool isRestored)
    {
        GuestDomain domain = Connect(commandLine);
        using GuestEventChannel waited = domain.EventChannels.BindInterprocessorInterrupt(new VcpuId(1));
        using GuestEventChannel timer = domain.EventChannels.BindVirtualInterrupt(VirtualInterrupt.Timer);
        domain.Time.SetTimer(1_000_000);
        ValueTask wait = waited.WaitAsync();
        _machine.Domain.WhileSuspended = isRestored ? _machine.Domain.Restore : _machine.Domain.Resume;

        Assert.Equal(isRestored ? SuspendOutcome.Restored : SuspendOutcome.Cancelled, await domain.SuspendAsync());
        HandleEvents(domain);

        // A channel that was made again has an event; one that stayed has none.
        Assert.Equal(isRestored, wait.IsCompletedSuccessfully);
        if (isRestored)
        {
            await wait;
            wait = waited.WaitAsync();
            Assert.True(timer.WaitAsync().IsCompletedSuccessfully);
        }

        waited.Notify();
        HandleEvents(domain);
        Assert.True(wait.IsCompletedSuccessfully);

        // The timer is set again.
        _machine.Host.Advance(2_000_000);
        HandleEvents(domain);
        Assert.True(timer.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_channel_to_another_domain_is_closed_and_its_wait_ends()
    {
        Testing.ModelDomain peer = _machine.Host.CreateDomain(new Testing.DomainShape());
        EventPort theirs = new EventChannelOperations(peer.Vcpus[0]).AllocateUnbound(DomainId.Self, _machine.Domain.Id).Value;
        GuestDomain domain = Connect("");
        GuestEventChannel channel = domain.EventChannels.BindInterdomain(peer.Id, theirs);
        HandleEvents(domain);
        await channel.WaitAsync();
        Task wait = channel.WaitAsync().AsTask();
        _machine.Domain.WhileSuspended = _machine.Domain.Restore;

        await domain.SuspendAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        Assert.Throws<XenException>(channel.Notify);
    }

    [Theory]
    [InlineData("xenguest.grants=1")]
    [InlineData("xenguest.grants=2")]
    public async Task Grants_of_before_are_lost_and_can_be_renewed(string commandLine)
    {
        GuestDomain domain = Connect(commandLine);
        GuestGrants grants = domain.OpenGrants();
        using GrantedPage page = grants.Grant(new DomainId(7), GrantAccess.ReadWrite);
        GrantReference before = page.Reference;
        _machine.Domain.WhileSuspended = _machine.Domain.Restore;

        await domain.SuspendAsync();
        Assert.True(page.IsLost);
        Assert.Throws<InvalidOperationException>(() => page.Reference);
        page.Renew(new DomainId(8));
        Assert.False(page.IsLost);
        Assert.True(page.Reference.Value >= before.Value || page.Reference.Value >= ReservedGrants.Count);
        Assert.Equal(1, grants.GrantedCount);
    }

    [Fact]
    public async Task A_suspension_that_Xen_refuses_leaves_everything()
    {
        GuestDomain domain = Connect("");
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        EventPort port = channel.Port;
        _machine.RefusesToSuspend = true;

        XenException refusal = await Assert.ThrowsAsync<XenException>(async () => await domain.SuspendAsync());
        Assert.StartsWith("suspending the domain", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(port, channel.Port);
        channel.Notify();
        HandleEvents(domain);
        Assert.True(channel.WaitAsync().IsCompletedSuccessfully);
    }

    private static void HandleEvents(GuestDomain domain)
    {
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            while (vcpu.Dispatcher.Dispatch())
            {
                // Until there is nothing left.
            }
        }
    }

    private GuestDomain Connect(string commandLine)
    {
        Hypervisor xen = _machine.Domain.Vcpus[0];
        _machine.StartSecondVcpu(xen);
        return GuestConnection.Make(_machine, xen, GuestOptions.Parse(commandLine));
    }
}
