using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>The 2-level event ABI, with which every domain begins.</summary>
/// <remarks>Xen: xen/common/event_2l.c.</remarks>
internal sealed unsafe class TwoLevelModel(ModelDomain domain) : EventAbiModel
{
    internal override uint PortCount => (uint)domain.Layout.PortCount;

    internal override void Initialize(ModelPort port)
    {
        // The ABI has nothing to ready.
    }

    internal override bool IsPending(uint port) => Atomic.TestBit(domain.PendingBits, port);

    internal override bool IsMasked(uint port) => Atomic.TestBit(domain.MaskBits, port);

    internal override bool IsBusy(ModelPort port) => false;

    internal override XenErrno SetPriority(ModelPort port, uint priority) => XenErrno.NotImplemented;

    /// <summary>Xen: evtchn_2l_set_pending.</summary>
    private protected override void Raise(uint vcpu, ModelPort port)
    {
        if (!Atomic.SetBit(domain.PendingBits, port.Number) && !Atomic.TestBit(domain.MaskBits, port.Number))
        {
            Select(vcpu, port.Number);
        }
    }

    /// <summary>Xen: evtchn_2l_clear_pending.</summary>
    private protected override void Forget(ModelPort port) => Atomic.ClearBit(domain.PendingBits, port.Number);

    /// <summary>Xen: evtchn_2l_unmask.</summary>
    private protected override void LetThrough(ModelPort port)
    {
        if (Atomic.ClearBit(domain.MaskBits, port.Number) && Atomic.TestBit(domain.PendingBits, port.Number))
        {
            Select(port.NotifiedVcpu, port.Number);
        }
    }

    private void Select(uint vcpu, uint port)
    {
        ModelVcpu notified = domain.Vcpus[(int)vcpu];
        uint word = port / (uint)(domain.Layout.WordSize * 8);
        if (!Atomic.SetBit(notified.PendingSelector, word))
        {
            notified.MarkEventsPending();
        }
    }
}
