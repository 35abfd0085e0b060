using System;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Explored;

/// <summary>A guest with its event threads, and the interrupts that let them run.</summary>
/// <remarks>
/// The event thread and the interrupt do word for word what a bare-metal guest's do; the count is the word on which the
/// event thread waits. The guest's own counting is replaced, so that each of its steps is a point of the schedule.
/// </remarks>
internal abstract class GuestScenario : Scenario
{
    [ThreadStatic]
    private static int t_vcpu;

    private readonly XenModel _host = new();
    private readonly int[] _upcallCounts;

    protected GuestScenario(int vcpus = 1)
    {
        Domain = _host.CreateDomain(new DomainShape { VcpuCount = vcpus, FrameCount = 3 });
        Guest = new ModelGuest<ulong>(Domain);
        Guest.RunEventThreads();
        Operations = new EventChannelOperations(Domain.Vcpus[0]);
        _upcallCounts = new int[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            AddVcpu(vcpu);
        }
    }

    protected ModelDomain Domain { get; }

    protected ModelGuest<ulong> Guest { get; }

    protected EventChannelOperations Operations { get; }

    /// <summary>The vCPU of the event thread that calls.</summary>
    protected static VcpuId CurrentVcpu => new((uint)t_vcpu);

    public override void Dispose()
    {
        _host.Dispose();
        base.Dispose();
    }

    protected EventChannel BindSelf(EventChannelHandler handler)
    {
        EventChannel channel = Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), handler).Value;
        Require(channel.Unmask() == XenErrno.None, "A new channel was not unmasked.");
        return channel;
    }

    private void AddVcpu(int vcpu)
    {
        VcpuInfoArea<ulong> area = Guest.VcpuInfo[vcpu].Area;
        UpcallDispatcher dispatcher = Guest.Dispatchers[vcpu];
        bool interrupted = false;
        Domain.Vcpus[vcpu].Upcall = () => interrupted = true;
        AddThread(() =>
        {
            while (Schedule.WaitUntil(() => interrupted))
            {
                interrupted = false;
                area.ClearUpcallPending();
                Atomic.Add(ref _upcallCounts[vcpu], 1);
            }
        });
        AddThread(() =>
        {
            t_vcpu = vcpu;
            int seen;
            do
            {
                seen = Atomic.Load(ref _upcallCounts[vcpu]);
                while (dispatcher.Dispatch())
                {
                    Schedule.Point();
                }
            }
            while (Schedule.WaitUntil(() => _upcallCounts[vcpu] != seen));
        });
    }
}
