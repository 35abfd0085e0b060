using System;
using System.Collections.Generic;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>A guest on a modelled domain: the kernel's objects, brought up as a guest does it, and its event threads.</summary>
/// <typeparam name="TWord">The guest's word: <c>ulong</c> or <c>uint</c>, as the domain's shape says.</typeparam>
public sealed unsafe class ModelGuest<TWord>
    where TWord : unmanaged
{
    /// <summary>The vector that the guest takes upcalls on.</summary>
    public const byte UpcallVector = 0x40;

    private static readonly GuestFrame s_sharedInfoFrame = new(1);
    private static readonly GuestFrame s_vcpuInfoFrame = new(2);
    private static readonly GuestFrame s_firstFreeFrame = new(3);

    private readonly List<UpcallDispatcher> _dispatchers = [];
    private readonly List<VcpuInfoRegistration<TWord>> _vcpuInfo = [];
    private readonly int[] _upcallCounts;
    private readonly int[] _seenCounts;
    private readonly FifoEventPorts? _fifoPorts;

    /// <summary>Brings the kernel up on a domain: shared page, an area for each vCPU, then upcalls.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="abi">The event ABI to use. FIFO takes 2 pages, and one for each further 1024 ports, from frame 3 on.</param>
    /// <exception cref="InvalidOperationException">The model refused a step; it names the error.</exception>
    public ModelGuest(ModelDomain domain, EventAbi abi = EventAbi.TwoLevel)
    {
        Domain = domain;
        _upcallCounts = new int[domain.Vcpus.Count];
        _seenCounts = new int[domain.Vcpus.Count];
        ModelVcpu boot = domain.Vcpus[0];
        void* page = domain.Memory.AddressOf(s_sharedInfoFrame);
        SharedInfo = Require(SharedInfoPage.Map<TWord>(boot, s_sharedInfoFrame, page));
        if (abi == EventAbi.Fifo)
        {
            _fifoPorts = new FifoEventPorts(boot, new ModelPages(domain, s_firstFreeFrame));
        }

        Ports = _fifoPorts != null ? _fifoPorts : SharedInfo.Ports;
        Channels = new EventChannelTable(Ports.Count);
        Binder = new EventChannelBinder(boot, Ports, Channels);
        foreach (ModelVcpu vcpu in domain.Vcpus)
        {
            AddVcpu(vcpu);
        }

        Require(UpcallDelivery.UseVector(boot, UpcallVector));
    }

    /// <summary>The domain that it runs on.</summary>
    public ModelDomain Domain { get; }

    /// <summary>Its shared page.</summary>
    public SharedInfoPage<TWord> SharedInfo { get; }

    /// <summary>Its ports, in the event ABI in use.</summary>
    public EventPorts Ports { get; }

    /// <summary>Its channels.</summary>
    public EventChannelTable Channels { get; }

    /// <summary>Binds its channels; the hypercalls are vCPU 0's.</summary>
    public EventChannelBinder Binder { get; }

    /// <summary>The dispatchers, one for each vCPU.</summary>
    public IReadOnlyList<UpcallDispatcher> Dispatchers => _dispatchers;

    /// <summary>Where each vCPU's area is.</summary>
    public IReadOnlyList<VcpuInfoRegistration<TWord>> VcpuInfo => _vcpuInfo;

    /// <summary>In a domain that was restored, gives the model what it has forgotten: shared page, areas, upcalls. Channels are the caller's:
    /// <see cref="EventChannelBinder.GoOnRestored"/>.</summary>
    /// <exception cref="InvalidOperationException">The model refused a step; it names the error.</exception>
    public void ConnectAgain()
    {
        ModelVcpu boot = Domain.Vcpus[0];
        Require(SharedInfoPage.MapAgain(boot, s_sharedInfoFrame, SharedInfo));
        foreach (ModelVcpu vcpu in Domain.Vcpus)
        {
            Require(new VcpuOperations(vcpu).RegisterVcpuInfo(vcpu.Id, s_vcpuInfoFrame, vcpu.Id.Value * VcpuInfoArea<TWord>.Size));
        }

        Require(UpcallDelivery.UseVector(boot, UpcallVector));
    }

    /// <summary>How many upcalls a vCPU took.</summary>
    /// <param name="vcpu">Its number.</param>
    /// <returns>The count that its event thread waits on.</returns>
    public int UpcallCount(int vcpu) => Volatile.Read(ref _upcallCounts[vcpu]);

    /// <summary>Does what the event threads do until none of them has anything left.</summary>
    public void RunEventThreads()
    {
        // A dispatcher may make an upcall on a vCPU whose turn is over.
        int busy;
        do
        {
            busy = 0;
            for (int vcpu = 0; vcpu < _dispatchers.Count; vcpu++)
            {
                _seenCounts[vcpu] = UpcallCount(vcpu);
                busy += _dispatchers[vcpu].Dispatch() ? 1 : 0;
            }

            for (int vcpu = 0; vcpu < _dispatchers.Count; vcpu++)
            {
                busy += UpcallCount(vcpu) != _seenCounts[vcpu] ? 1 : 0;
            }
        }
        while (busy != 0);
    }

    private static void Require(XenErrno error)
    {
        if (error != XenErrno.None)
        {
            throw new InvalidOperationException($"The model refused a step of bringing the guest up: {error}.");
        }
    }

    private static T Require<T>(XenResult<T> result)
    {
        Require(result.Error);
        return result.Value;
    }

    private void AddVcpu(ModelVcpu vcpu)
    {
        int number = _dispatchers.Count;
        uint offset = (uint)number * VcpuInfoArea<TWord>.Size;
        void* place = (byte*)Domain.Memory.AddressOf(s_vcpuInfoFrame) + offset;
        VcpuInfoRegistration<TWord> registration =
            Require(SharedInfo.RegisterVcpuInfo(vcpu, vcpu.Id, s_vcpuInfoFrame, offset, place));
        VcpuInfoArea<TWord> area = registration.Area;
        _vcpuInfo.Add(registration);
        _dispatchers.Add(_fifoPorts != null
            ? new FifoDispatcher(Require(_fifoPorts.AddVcpu(vcpu.Id)), _fifoPorts, Channels)
            : new TwoLevelDispatcher<TWord>(vcpu.Id, area, SharedInfo.Ports, Channels));
        vcpu.Upcall = () =>
        {
            area.ClearUpcallPending();
            Interlocked.Increment(ref _upcallCounts[number]);
        };
    }
}
