namespace XenGuest.Hypercall.Emission;

/// <summary>How a trampoline is called.</summary>
public enum HypercallConvention
{
    /// <summary>64-bit System V: <c>long trampoline(long number, long a1, … long a5)</c> in registers.</summary>
    SysV64,

    /// <summary>32-bit cdecl: <c>int trampoline(int number, int a1, … int a5)</c> on the stack.</summary>
    Cdecl32,

    /// <summary>
    /// 32-bit, one pointer to a frame of six words (number, a1, … a5): <c>uint trampoline(Frame* frame)</c>.
    /// The result is in eax and also replaces the argument on the stack, so that callers by cdecl and callers that
    /// look for results where the arguments were (Cosmos gen2) both find it.
    /// </summary>
    Frame32,
}
