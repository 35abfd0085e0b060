using System;
using System.Text;

namespace XenGuest.Machine.Xen;

/// <summary>Stands in for Xen's console: keeps what was written.</summary>
internal static unsafe class MachineConsole
{
    internal static StringBuilder Written { get; } = new();

    internal static void Write(byte* text, ulong length) => Written.Append(Encoding.UTF8.GetString(new ReadOnlySpan<byte>(text, (int)length)));
}
