using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>What Xen and this guest share about one vCPU: its upcall, its selector and its time.</summary>
/// <typeparam name="TWord">The guest's word.</typeparam>
/// <remarks>Xen: struct vcpu_info, public/xen.h.</remarks>
public sealed unsafe class VcpuInfoArea<TWord>
    where TWord : unmanaged
{
    /// <summary>The size of the area, in bytes.</summary>
    public const uint Size = SharedInfoLayout.VcpuInfoSize;

    private readonly byte* _info;

    /// <summary>The area at an address.</summary>
    /// <param name="info">Where it is mapped; stays mapped as long as this object is used.</param>
    public VcpuInfoArea(void* info) => _info = (byte*)info;

    /// <summary>Where the area is mapped: what takes the upcall clears evtchn_upcall_pending there, its first byte.</summary>
    public void* Address => _info;

    /// <summary>Whether Xen has made an upcall that nothing has taken yet.</summary>
    public bool IsUpcallPending => Atomic.Load(_info + SharedInfoLayout.UpcallPending) != 0;

    /// <summary>The vCPU's time, to be read with <see cref="VcpuTime.TryRead"/>.</summary>
    public VcpuTimeInfo* Time => (VcpuTimeInfo*)(_info + SharedInfoLayout.Time);

    private TWord* Selector => (TWord*)(_info + SharedWord<TWord>.Layout.PendingSelector);

    /// <summary>Takes the upcall: from now on Xen makes another for new work.</summary>
    /// <remarks>Done by whatever takes upcalls, before it lets the event thread run.</remarks>
    public void ClearUpcallPending() => Atomic.Store(_info + SharedInfoLayout.UpcallPending, 0);

    /// <summary>Whether evtchn_pending_sel has a word of pending bits that nobody has taken yet.</summary>
    internal bool IsSelected(uint word) => Atomic.TestBit((uint*)Selector, word);

    /// <summary>Takes evtchn_pending_sel: the words of pending bits that hold work for this vCPU.</summary>
    internal ulong TakeSelector() => SharedWord<TWord>.Exchange(Selector, 0);
}
