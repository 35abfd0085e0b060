using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Ports under the 2-level event ABI: a pending bit and a mask bit each, in the shared page.</summary>
/// <typeparam name="TWord">The guest's word.</typeparam>
/// <remarks>Xen: public/xen.h, evtchn_pending and evtchn_mask of struct shared_info.</remarks>
public sealed unsafe class TwoLevelEventPorts<TWord> : EventPorts
    where TWord : unmanaged
{
    private readonly TWord* _pending;
    private readonly TWord* _mask;

    // By vCPU. Replaced by a longer one, never changed otherwise.
    private VcpuInfoArea<TWord>?[]? _vcpus = [];

    internal TwoLevelEventPorts(TWord* pending, TWord* mask, uint count)
    {
        _pending = pending;
        _mask = mask;
        Count = count;
    }

    /// <inheritdoc/>
    public override EventAbi Abi => EventAbi.TwoLevel;

    /// <inheritdoc/>
    public override uint Count { get; }

    internal static uint PortsPerWord => SharedWord<TWord>.Bits;

    /// <inheritdoc/>
    public override bool IsPending(EventPort port) => Atomic.TestBit((uint*)_pending, port.Value);

    /// <inheritdoc/>
    public override bool IsMasked(EventPort port) => Atomic.TestBit((uint*)_mask, port.Value);

    /// <inheritdoc/>
    public override bool Acknowledge(EventPort port) => Atomic.ClearBit((uint*)_pending, port.Value);

    /// <inheritdoc/>
    public override bool SetMask(EventPort port) => Atomic.SetBit((uint*)_mask, port.Value);

    /// <inheritdoc/>
    public override bool TryClearMask(EventPort port)
    {
        Atomic.ClearBit((uint*)_mask, port.Value);
        return true;
    }

    /// <inheritdoc/>
    internal override void Raise(EventPort port) => Atomic.SetBit((uint*)_pending, port.Value);

    /// <inheritdoc/>
    /// <remarks>
    /// The selector's bit is the word's: whoever takes it reads the word after that, and finds the port pending. So of the events
    /// of one word that are forwarded only the first needs a hypercall.
    /// </remarks>
    internal override bool IsSelected(EventPort port, VcpuId vcpu)
    {
        VcpuInfoArea<TWord>?[] vcpus = Atomic.Load(ref _vcpus)!;
        VcpuInfoArea<TWord>? area = vcpu.Value < (uint)vcpus.Length ? vcpus[vcpu.Value] : null;
        return area != null && area.IsSelected(port.Value / PortsPerWord);
    }

    /// <inheritdoc/>
    internal override XenErrno Reserve(EventPort port) =>
        port.Value < Count ? XenErrno.None : XenErrno.OutOfRange;

    /// <inheritdoc/>
    internal override XenErrno BeginAnew()
    {
        for (uint port = 0; port < Count; port++)
        {
            SetMask(new EventPort(port));
        }

        return XenErrno.None;
    }

    /// <summary>Says where Xen writes down the work of a vCPU. Any thread may do so; of one vCPU the last is right.</summary>
    internal void Add(VcpuId vcpu, VcpuInfoArea<TWord> area)
    {
        VcpuInfoArea<TWord>?[] seen;
        VcpuInfoArea<TWord>?[] longer;
        do
        {
            seen = Atomic.Load(ref _vcpus)!;
            longer = new VcpuInfoArea<TWord>?[Math.Max(seen.Length, (int)vcpu.Value + 1)];
            Array.Copy(seen, longer, seen.Length);
            longer[vcpu.Value] = area;
        }
        while (Atomic.CompareExchange(ref _vcpus, longer, seen) != seen);
    }

    /// <summary>The ports of one word that are pending and not masked.</summary>
    /// <param name="word">The number of the word.</param>
    internal ulong LoadActive(uint word) =>
        SharedWord<TWord>.Load(_pending + word) & ~SharedWord<TWord>.Load(_mask + word);

    /// <summary>Masks every port, then forgets every event.</summary>
    internal void MaskAndForgetAll()
    {
        uint words = Count / PortsPerWord;
        for (uint word = 0; word < words; word++)
        {
            SharedWord<TWord>.Store(_mask + word, ulong.MaxValue);
        }

        for (uint word = 0; word < words; word++)
        {
            SharedWord<TWord>.Store(_pending + word, 0);
        }
    }
}
