using System.Runtime.CompilerServices;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>
/// Lets any thread use a channel at any time, one event thread deliver on it, and the last one out close it.
/// Nobody ever waits.
/// </summary>
/// <remarks>
/// <code>
///  31 ... 20              19 ... 4               3                      2                     1                     0
/// [how many are inside ][vCPU that delivers   ][frozen: nobody enters][that one moves it    ][one of them is alone][closing: nobody enters any more]
/// </code>
/// Closing sets bit 0. Exactly one caller then finds the gate closing and leaves it empty: the one who closed it, or the
/// last of those who were inside. That caller closes the port in Xen. Until then Xen cannot give the port to somebody
/// else, so whoever is inside works on the port that it means.
/// The vCPU stands in the same word, so that an event thread that looks at a port which is moving away can neither
/// deliver there nor be in the way of the event thread that may.
/// </remarks>
internal struct ChannelGate
{
    private const int Closing = 1;
    private const int Alone = 2;
    private const int Moving = 4;
    private const int Frozen = 8;
    private const int Vcpu = 16;
    private const int VcpuMask = 0xFFFF * Vcpu;
    private const int Inside = 0x10000 * Vcpu;

    private int _state;

    /// <summary>A gate in which its maker is inside, and alone.</summary>
    /// <param name="vcpu">The vCPU whose event thread delivers.</param>
    internal ChannelGate(VcpuId vcpu) => _state = BitsOf(vcpu) + Inside + Alone;

    internal bool IsOpen => (Atomic.Load(ref _state) & Closing) == 0;

    internal bool IsFrozen => (Atomic.Load(ref _state) & Frozen) != 0;

    /// <summary>Whether it is frozen, and whoever froze it is the only one inside.</summary>
    internal bool IsStill => (Atomic.Load(ref _state) & ~(VcpuMask | Closing)) == Inside + Frozen;

    internal VcpuId DeliveringVcpu => new((uint)((Atomic.Load(ref _state) & VcpuMask) / Vcpu));

    /// <summary>Enters beside others, unless the gate is frozen or closing.</summary>
    internal bool TryEnter() => TryAdd(Inside, Closing | Frozen, 0);

    /// <summary>Enters to let another vCPU deliver, unless somebody is alone inside or the gate is frozen or closing.</summary>
    internal bool TryEnterToMove() => TryAdd(Inside + Alone + Moving, Closing | Frozen | Alone, 0);

    /// <summary>Whether another vCPU delivers, and that is not about to change.</summary>
    internal bool IsElsewhere(VcpuId vcpu)
    {
        int seen = Atomic.Load(ref _state);
        return (seen & Moving) == 0 && (seen & VcpuMask) != BitsOf(vcpu);
    }

    /// <summary>Enters to call the handler, unless another vCPU delivers, somebody is alone inside or the gate is frozen or closing.</summary>
    internal bool TryEnterToDeliver(VcpuId vcpu) =>
        TryAdd(Inside + Alone, Closing | Frozen | Alone | VcpuMask, BitsOf(vcpu));

    /// <summary>Enters beside those who are inside and lets nobody in after them, unless the gate is frozen or closing.</summary>
    internal bool TryFreeze() => TryAdd(Inside + Frozen, Closing | Frozen, 0);

    /// <summary>Lets others in, and leaves. The caller has frozen it.</summary>
    /// <returns>As <see cref="Leave"/>: it may have been closed meanwhile.</returns>
    internal bool Thaw() => (Atomic.Add(ref _state, -Inside - Frozen) & ~VcpuMask) == Closing;

    /// <summary>Lets another vCPU deliver. The caller has frozen the gate, and nobody else is inside.</summary>
    internal void Place(VcpuId vcpu) => Atomic.Add(ref _state, BitsOf(vcpu) - BitsOf(DeliveringVcpu));

    /// <summary>Begins to close, unless somebody did before. Whoever did so is inside and has to leave, also where it is frozen.</summary>
    internal bool TryClose() => TryAdd(Inside + Closing, Closing, 0);

    /// <summary>Closes for good without closing in Xen: somebody stays inside for ever, so nobody is the last one out.</summary>
    internal void Abandon()
    {
        if (!TryClose())
        {
            Atomic.Add(ref _state, Inside);
        }
    }

    /// <summary>Lets another vCPU deliver. The caller has entered to do so; it is inside and no longer alone afterwards.</summary>
    internal void MoveTo(VcpuId vcpu) =>
        Atomic.Add(ref _state, BitsOf(vcpu) - BitsOf(DeliveringVcpu) - Alone - Moving);

    /// <summary>Leaves it to the vCPU that delivers; inside and no longer alone afterwards, as after <see cref="MoveTo"/>.</summary>
    internal void StayThere() => Atomic.Add(ref _state, -Alone - Moving);

    /// <summary>Leaves.</summary>
    /// <returns>Whether the caller was the last one inside a closing gate: it has to close the port.</returns>
    internal bool Leave() => (Atomic.Add(ref _state, -Inside) & ~VcpuMask) == Closing;

    /// <summary>Leaves after having been alone.</summary>
    /// <returns>As <see cref="Leave"/>.</returns>
    internal bool LeaveAlone() => (Atomic.Add(ref _state, -Inside - Alone) & ~VcpuMask) == Closing;

    private static int BitsOf(VcpuId vcpu) => (int)(vcpu.Value & 0xFFFF) * Vcpu;

    /// <summary>Adds to the state if these bits of it are as required.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAdd(int addend, int bits, int required)
    {
        int seen = Atomic.Load(ref _state);
        while ((seen & bits) == required)
        {
            int found = Atomic.CompareExchange(ref _state, seen + addend, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }
}
