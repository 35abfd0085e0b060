using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>What the stub page saw of the last hypercall, and what it is to answer. 32-bit code fills the low halves.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordedHypercall
{
    public ulong Number;
    public ulong First;
    public ulong Second;
    public ulong Third;
    public ulong Fourth;
    public ulong Fifth;
    public ulong StackPointer;
    public ulong Calls;
    public ulong Answer;
}
