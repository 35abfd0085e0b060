using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>What Xen does to the shared words of the 2-level event ABI, in Xen's order.</summary>
/// <remarks>Xen: xen/common/event_2l.c.</remarks>
internal static unsafe class TwoLevelModel
{
    /// <summary>Xen: evtchn_2l_set_pending.</summary>
    internal static void SetPending(ModelDomain domain, uint vcpu, ModelPort port)
    {
        if (!port.IsUsable || Atomic.SetBit(domain.PendingBits, port.Number))
        {
            return;
        }

        if (!Atomic.TestBit(domain.MaskBits, port.Number))
        {
            Select(domain, vcpu, port.Number);
        }
    }

    /// <summary>Xen: evtchn_2l_unmask.</summary>
    internal static void Unmask(ModelDomain domain, ModelPort port)
    {
        if (port.IsUsable
            && Atomic.ClearBit(domain.MaskBits, port.Number)
            && Atomic.TestBit(domain.PendingBits, port.Number))
        {
            Select(domain, port.NotifiedVcpu, port.Number);
        }
    }

    /// <summary>Xen: evtchn_2l_clear_pending.</summary>
    internal static void ClearPending(ModelDomain domain, ModelPort port)
    {
        if (port.IsUsable)
        {
            Atomic.ClearBit(domain.PendingBits, port.Number);
        }
    }

    private static void Select(ModelDomain domain, uint vcpu, uint port)
    {
        ModelVcpu notified = domain.Vcpus[(int)vcpu];
        uint word = port / (uint)(domain.Layout.WordSize * 8);
        if (!Atomic.SetBit(notified.PendingSelector, word))
        {
            notified.MarkEventsPending();
        }
    }
}
