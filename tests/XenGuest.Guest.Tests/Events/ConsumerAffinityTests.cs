using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Guest.Tests.Events;

/// <summary>A channel goes to where its events are waited for.</summary>
public sealed class ConsumerAffinityTests : IDisposable
{
    private const int Waits = ConsumerAffinity.WaitsPerLook * ConsumerAffinity.LooksInARow;

    private readonly ChannelScene _scene = new(vcpus: 2);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_channel_follows_its_consumer_after_a_while_with_one_hypercall()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        _scene.ConsumerVcpu = 1;
        for (int wait = 0; wait < Waits - ConsumerAffinity.WaitsPerLook; wait++)
        {
            Pass(one, other);
        }

        Assert.Equal(new VcpuId(0), other.Vcpu);
        for (int wait = 0; wait < ConsumerAffinity.WaitsPerLook; wait++)
        {
            Pass(one, other);
        }

        Assert.Equal(new VcpuId(1), other.Vcpu);
        for (int wait = 0; wait < 3 * Waits; wait++)
        {
            Pass(one, other);
        }

        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.BindVcpu));
        Assert.Equal(new VcpuId(0), one.Vcpu);
    }

    [Fact]
    public void One_that_is_consumed_here_and_there_stays()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        for (int wait = 0; wait < 5 * Waits; wait++)
        {
            _scene.ConsumerVcpu = wait / (2 * ConsumerAffinity.WaitsPerLook) % 2 == 0 ? 0u : 1u;
            Pass(one, other);
        }

        Assert.Equal(0, _scene.Vcpu.CountOf(EventChannelCommand.BindVcpu));
    }

    [Fact]
    public void One_that_the_program_has_moved_stays()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        other.BindVcpu(new VcpuId(0));
        _scene.ConsumerVcpu = 1;
        for (int wait = 0; wait < 2 * Waits; wait++)
        {
            Pass(one, other);
        }

        Assert.Equal(new VcpuId(0), other.Vcpu);
    }

    [Fact]
    public void One_of_a_vCPU_stays_and_Xen_is_asked_once()
    {
        GuestEventChannel channel = _scene.Channels.BindInterprocessorInterrupt();
        _scene.ConsumerVcpu = 1;
        for (int wait = 0; wait < 3 * Waits; wait++)
        {
            Pass(channel, channel);
        }

        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.BindVcpu));
        Assert.Equal(new VcpuId(0), channel.Vcpu);
    }

    private void Pass(GuestEventChannel from, GuestEventChannel to)
    {
        from.Notify();
        _scene.HandleEvents();
        Assert.True(to.WaitAsync().IsCompletedSuccessfully);
    }
}
