using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>One vCPU of this domain: what Xen shares about it, and the dispatcher of its events.</summary>
public sealed class GuestVcpu
{
    private readonly GuestMachine _machine;
    private readonly Hypervisor _hypervisor;
    private readonly Lock _gate = new();
    private RunStateArea<nuint>? _runState;
    private XenErrno _runStateRefusal;

    internal GuestVcpu(GuestMachine machine, Hypervisor hypervisor, VcpuInfoRegistration<nuint> registration, UpcallDispatcher dispatcher)
    {
        _machine = machine;
        _hypervisor = hypervisor;
        Timer = new GuestTimer(machine, hypervisor, dispatcher.Vcpu);
        Info = registration.Area;
        InfoRefusal = registration.Refusal;
        Dispatcher = dispatcher;
    }

    /// <summary>Its number.</summary>
    public VcpuId Id => Dispatcher.Vcpu;

    /// <summary>What Xen and this domain share about it.</summary>
    public VcpuInfoArea<nuint> Info { get; }

    /// <summary><see cref="XenErrno.None"/>: <see cref="Info"/> lies in a page of the guest's own. Otherwise Xen's reason why it lies in shared_info.</summary>
    public XenErrno InfoRefusal { get; }

    /// <summary>How many upcalls it has taken; wraps around.</summary>
    public unsafe uint UpcallCount => Volatile.Read(ref *_machine.DescribeVcpu(Id.Value).UpcallCount);

    /// <summary>How it has spent its time so far, and with it what was stolen from it.</summary>
    /// <exception cref="XenException">Xen refused the hypercall that is made where it keeps no area.</exception>
    /// <remarks>
    /// Xen keeps it in memory from the first time on that it is asked for, and it is read there without a hypercall. Where Xen keeps no such memory, or there is none
    /// to give, it is asked each time. The first time allocates, and takes a page for good. Context: any thread, on any vCPU.
    /// </remarks>
    public VcpuRunState ReadRunState()
    {
        lock (_gate)
        {
            if (_runState is null && _runStateRefusal == XenErrno.None)
            {
                _runStateRefusal = RegisterRunState();
            }

            return _runState is RunStateArea<nuint> area && area.TryRead(out VcpuRunState state)
                ? state.At(_machine.SystemTimeNanoseconds)
                : XenException.ValueOrThrow(new VcpuOperations(_hypervisor).GetRunState(Id), "asking for a vCPU's run state");
        }
    }

    /// <summary>Keeps every other thread from the timer and the run states.</summary>
    internal void StandStill()
    {
        _gate.Enter();
        Timer.Gate.Enter();
    }

    /// <summary>Lets them go on. Context: the thread that has kept them.</summary>
    internal void GoOn()
    {
        Timer.Gate.Exit();
        _gate.Exit();
    }

    /// <summary>In a domain that was restored: Xen writes the area no more until it is told of it again.</summary>
    internal void GoOnRestored()
    {
        lock (_gate)
        {
            using VcpuStay stay = new(_machine, Id.Value);
            if (_runState is not null && _runState.Register(_hypervisor) is XenErrno refusal and not XenErrno.None)
            {
                _runState = null;
                _runStateRefusal = refusal;
            }
        }
    }

    private unsafe XenErrno RegisterRunState()
    {
        XenResult<LentPage> page = _machine.Pages.Take();
        if (!page.Succeeded)
        {
            return page.Error;
        }

        using VcpuStay stay = new(_machine, Id.Value);
        RunStateArea<nuint> area = new(Id, page.Value.Address);
        XenErrno error = area.Register(_hypervisor);
        _runState = error == XenErrno.None ? area : null;
        return error;
    }

    /// <summary>Its timer.</summary>
    public GuestTimer Timer { get; }

    /// <summary>The dispatcher, for its counts: its event thread alone dispatches.</summary>
    public UpcallDispatcher Dispatcher { get; }
}
