#if !NETSTANDARD2_1
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The call into the trampoline, where arguments travel in registers: 64-bit hosts.</summary>
internal readonly unsafe struct HypercallGate(void* trampoline)
{
    private readonly void* _trampoline = trampoline;

    /// <summary>A hypercall that Xen answers at once: the garbage collector need not know of it.</summary>
    public HypercallResult Call(HypercallNumber number, nuint first, nuint second = 0, nuint third = 0) =>
        new(((delegate* unmanaged[SuppressGCTransition]<nuint, nuint, nuint, nuint, nuint, nuint, nint>)_trampoline)(
            (nuint)number, first, second, third, 0, 0));

    /// <summary>A hypercall that may wait: the garbage collector goes on meanwhile.</summary>
    public HypercallResult CallAndWait(HypercallNumber number, nuint first, nuint second = 0, nuint third = 0) =>
        new(((delegate* unmanaged<nuint, nuint, nuint, nuint, nuint, nuint, nint>)_trampoline)(
            (nuint)number, first, second, third, 0, 0));
}
#endif
