using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Guest.Tests.Probe;

/// <summary>A guest that connects to a Xen that lacks something, and uses everything that the library has.</summary>
internal static class ProbedGuest
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>Connects and uses all. What goes another way is told; what has none throws.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
    internal static Task<string> RunAsync(ModelMachine machine, RefusingHypervisor xen, string commandLine = "") => Task.Run(() =>
    {
        machine.StartSecondVcpu(xen);
        GuestDomain domain = GuestConnection.Make(machine, xen, GuestOptions.Parse(commandLine));
        for (uint vcpu = 0; vcpu < domain.Vcpus.Count; vcpu++)
        {
            Deliver(domain, xen, new VcpuId(vcpu));
        }

        Use(domain, xen);
        return Ways(domain);
    }).WaitAsync(s_longest);

    /// <summary>How the guest came to work, in words.</summary>
    private static string Ways(GuestDomain domain)
    {
        List<string> ways = [$"{domain.EventPorts.Abi}"];
        if (domain.FifoRefusal != XenErrno.None)
        {
            ways.Add($"no FIFO: {domain.FifoRefusal}");
        }

        if (domain.Upcalls != UpcallWay.Vcpu)
        {
            ways.Add("one upcall vector for the domain");
        }

        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            if (vcpu.InfoRefusal != XenErrno.None)
            {
                ways.Add($"vcpu_info {vcpu.Id.Value} in shared_info: {vcpu.InfoRefusal}");
            }
        }

        return string.Join("; ", ways);
    }

    /// <summary>An event, from the hypercall to the wait.</summary>
    private static void Deliver(GuestDomain domain, RefusingHypervisor xen, VcpuId vcpu)
    {
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt(vcpu);
        channel.Notify();
        HandleEvents(domain, xen);
        if (!channel.WaitAsync().IsCompletedSuccessfully)
        {
            throw new InvalidOperationException($"An event of vCPU {vcpu.Value} was lost.");
        }
    }

    private static void Use(GuestDomain domain, RefusingHypervisor xen)
    {
        GuestEventChannels channels = domain.EventChannels;
        using GuestEventChannel here = channels.AllocateUnbound(DomainId.Self);
        using GuestEventChannel there = channels.BindInterdomain(DomainId.Self, here.Port);
        there.GetStatus();
        there.BindVcpu(new VcpuId(1));
        there.Mask();
        here.Notify();
        there.Unmask();
        HandleEvents(domain, xen);
        if (!there.WaitAsync().IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("An event between two ends was lost.");
        }

        using GuestEventChannel physical = channels.BindPhysicalInterrupt(4);
        using GuestEventChannel timer = channels.BindVirtualInterrupt(VirtualInterrupt.Timer);
        domain.Time.SetTimer(1);
        domain.Time.StopTimer();
        if (domain.Vcpus[1].ReadRunState().State != RunState.Running)
        {
            throw new InvalidOperationException("A vCPU that runs is said not to.");
        }

        channels.Reset();
    }

    /// <summary>What the event threads do. An event thread has nobody to tell of a refusal, and needs none: the one call that it
    /// makes is EVTCHNOP_unmask of a port that is bound, which no Xen refuses.</summary>
    private static void HandleEvents(GuestDomain domain, RefusingHypervisor xen)
    {
        xen.IsWilling = true;
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            while (vcpu.Dispatcher.Dispatch())
            {
                // Until there is nothing left.
            }
        }

        xen.IsWilling = false;
    }
}
