using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>A frame of 4096 bytes that Machine has given to the program for good.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LentFrame
{
    /// <summary>Where it is mapped, resident and writable.</summary>
    internal void* Address;

    /// <summary>Its physical address, divided by 4096.</summary>
    internal ulong Frame;
}
