using System;
using System.Runtime.CompilerServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Explored;

/// <summary>A guest with its event threads, and the interrupts that let them run.</summary>
/// <remarks>
/// The event thread and the interrupt do word for word what a bare-metal guest's do; the count is the word on which the
/// event thread waits. The guest's own counting is replaced, so that each of its steps is a point of the schedule.
/// </remarks>
internal abstract unsafe class GuestScenario : Scenario
{
    /// <summary>No scenario binds more ports.</summary>
    private const uint Ports = 8;

    private const int Frames = 6;

    [ThreadStatic]
    private static int t_vcpu;

    private readonly XenModel _host = new();
    private readonly int[] _upcallCounts;
    private readonly int[] _interrupted;

    protected GuestScenario(EventAbi abi, int vcpus = 1)
    {
        Domain = _host.CreateDomain(new DomainShape { VcpuCount = vcpus, FrameCount = Frames });
        Guest = new ModelGuest<ulong>(Domain, abi);
        Guest.RunEventThreads();
        Operations = new EventChannelOperations(Domain.Vcpus[0]);
        _upcallCounts = new int[vcpus];
        _interrupted = new int[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            AddVcpu(vcpu);
        }
    }

    internal override ulong XenState
    {
        get
        {
            ulong state = 0;
            for (uint number = 1; number <= Ports; number++)
            {
                state = Hash.Of(state, FieldsHash.Of(Domain.Ports.Find(number)!));
            }

            return Domain.EventAbi is FifoModel fifo ? Hash.Of(state, StateOf(fifo)) : state;
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

    internal override void Describe(Places places)
    {
        GuestMemoryMap map = new(Guest.Ports.Abi);
        places.AddMemory(Domain.Memory.AddressOf(new GuestFrame(0)), Frames * GuestFrame.Size, map.NameAt);
        places.AddObject(_upcallCounts, "upcall count");
        places.AddLine(_interrupted);
        places.AddObject(Guest.Channels, "table");
        for (uint port = 1; port <= Ports; port++)
        {
            places.AddObject(Guest.Channels.Find(new EventPort(port)), $"channel of port {port}");
            places.AddObject(Domain.Ports.Find(port), $"Xen's port {port}");
        }

        for (int vcpu = 0; vcpu < Domain.Vcpus.Count; vcpu++)
        {
            places.AddLine(Domain.Vcpus[vcpu]);
            places.AddObject(Guest.Dispatchers[vcpu], $"dispatcher of vCPU {vcpu}");
        }
    }

    protected EventChannel BindSelf(EventChannelHandler handler, uint vcpu = 0)
    {
        EventChannel channel = Guest.Binder.BindInterprocessorInterrupt(new VcpuId(vcpu), handler).Value;
        Require(channel.Unmask() == XenErrno.None, "A new channel was not unmasked.");
        return channel;
    }

    /// <summary>Handles the events of the binding, before the threads run.</summary>
    protected void HandleFirstEvents()
    {
        for (int vcpu = 0; vcpu < _interrupted.Length; vcpu++)
        {
            t_vcpu = vcpu;
            while (Atomic.Exchange(ref _interrupted[vcpu], 0) != 0)
            {
                Guest.VcpuInfo[vcpu].Area.ClearUpcallPending();
                while (Guest.Dispatchers[vcpu].Dispatch())
                {
                    // More is left.
                }
            }
        }
    }

    /// <summary>Whether Xen has linked a port and the guest has not yet taken it.</summary>
    protected bool IsInQueue(EventPort port)
    {
        uint* words = (uint*)Domain.Memory.AddressOf(new GuestFrame(GuestMemoryMap.FirstArrayFrame));
        return Guest.Ports.Abi == EventAbi.Fifo && Atomic.TestBit(words + port.Value, FifoEvents.LinkedBit);
    }

    /// <summary>An upcall for nothing: a vCPU looks for events.</summary>
    protected void Interrupt(int vcpu) => Atomic.Exchange(ref _interrupted[vcpu], 1);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_vcpus")]
    private static extern ref FifoVcpuModel[] VcpusOf(FifoModel fifo);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_queues")]
    private static extern ref FifoQueues QueuesOf(FifoDispatcher dispatcher);

    private static ulong StateOf(FifoModel fifo)
    {
        ulong state = 0;
        foreach (FifoVcpuModel vcpu in VcpusOf(fifo))
        {
            foreach (FifoQueueModel queue in vcpu.Queues)
            {
                state = Hash.Of(state, queue.Tail);
            }
        }

        return state;
    }

    /// <summary>What a dispatcher remembers between two calls.</summary>
    private static ulong StateOf(UpcallDispatcher dispatcher)
    {
        ulong state = FieldsHash.Of(dispatcher);
        return dispatcher is FifoDispatcher fifo ? Hash.Of(state, FieldsHash.Of(QueuesOf(fifo))) : state;
    }

    private void AddVcpu(int vcpu)
    {
        VcpuInfoArea<ulong> area = Guest.VcpuInfo[vcpu].Area;
        UpcallDispatcher dispatcher = Guest.Dispatchers[vcpu];
        Domain.Vcpus[vcpu].Upcall = () => Atomic.Exchange(ref _interrupted[vcpu], 1);
        AddInterrupt(
            $"interrupt {vcpu}",
            () => _interrupted[vcpu] != 0,
            () =>
            {
                Atomic.Exchange(ref _interrupted[vcpu], 0);
                area.ClearUpcallPending();
            },
            () => Atomic.Store(ref _upcallCounts[vcpu], Atomic.Load(ref _upcallCounts[vcpu]) + 1));

        // The event thread has looked for events once, before anything was bound, and found none.
        AddThread($"event thread {vcpu}", () => _upcallCounts[vcpu] != 0, () =>
        {
            t_vcpu = vcpu;
            int seen = 0;
            while (Schedule.WaitUntil(() => _upcallCounts[vcpu] != seen))
            {
                Schedule.StartAgain(0, Hash.Of((ulong)seen, StateOf(dispatcher)));
                seen = Atomic.Load(ref _upcallCounts[vcpu]);
                while (dispatcher.Dispatch())
                {
                    Schedule.Point();
                }

                Schedule.StartAgain(1, Hash.Of((ulong)seen, StateOf(dispatcher)));
            }
        });
    }
}
