#if NETSTANDARD2_1
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>
/// The call into the trampoline, where arguments travel in a frame: 32-bit hosts, whose compilers are sure to pass
/// one pointer and to take one 32-bit result, and no more.
/// </summary>
internal readonly unsafe struct HypercallGate(void* trampoline)
{
    private readonly void* _trampoline = trampoline;

    /// <summary>A hypercall that Xen answers at once.</summary>
    public HypercallResult Call(HypercallNumber number, nuint first, nuint second = 0, nuint third = 0)
    {
        HypercallFrame frame = default;
        frame.Number = (uint)number;
        frame.First = (uint)first;
        frame.Second = (uint)second;
        frame.Third = (uint)third;
        return new((int)((delegate* unmanaged[Cdecl]<HypercallFrame*, uint>)_trampoline)(&frame));
    }

    /// <summary>A hypercall that may wait; on these hosts nothing else has to know.</summary>
    public HypercallResult CallAndWait(HypercallNumber number, nuint first, nuint second = 0, nuint third = 0) =>
        Call(number, first, second, third);
}
#endif
