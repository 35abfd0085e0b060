#if NETSTANDARD2_1
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall;

/// <summary>The six words that a frame trampoline loads into registers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HypercallFrame
{
    public uint Number;
    public uint First;
    public uint Second;
    public uint Third;
    public uint Fourth;
    public uint Fifth;
}
#endif
