using XenGuest.Machine.Contract;

namespace XenGuest.Machine.SystemCalls;

/// <summary>The six arguments of a system call.</summary>
internal readonly struct Arguments
{
    internal readonly ulong First;
    internal readonly ulong Second;
    internal readonly ulong Third;
    internal readonly ulong Fourth;
    internal readonly ulong Fifth;
    internal readonly ulong Sixth;

    internal Arguments(ref RegisterFrame registers)
    {
        First = registers.Rdi;
        Second = registers.Rsi;
        Third = registers.Rdx;
        Fourth = registers.R10;
        Fifth = registers.R8;
        Sixth = registers.R9;
    }
}
