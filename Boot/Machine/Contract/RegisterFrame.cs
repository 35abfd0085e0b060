using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>The general registers of an interrupted thread: in the order in which the way out pops them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegisterFrame
{
    internal ulong R15;
    internal ulong R14;
    internal ulong R13;
    internal ulong R12;
    internal ulong R11;
    internal ulong R10;
    internal ulong R9;
    internal ulong R8;
    internal ulong Rdi;
    internal ulong Rsi;
    internal ulong Rbp;
    internal ulong Rbx;
    internal ulong Rdx;
    internal ulong Rcx;
    internal ulong Rax;
    internal ulong Vector;
    internal ulong ErrorCode;
    internal ulong Rip;
    internal ulong CodeSelector;
    internal ulong Flags;
    internal ulong Rsp;
    internal ulong StackSelector;
}
