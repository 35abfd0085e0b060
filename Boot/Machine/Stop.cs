using System;
using System.Diagnostics.CodeAnalysis;
using XenGuest.Machine.Terminal;

namespace XenGuest.Machine;

/// <summary>Ends the machine because something went wrong that nobody can mend; the console says what.</summary>
internal static class Stop
{
    /// <summary>Prints the reason and the verdict ERROR, and ends the machine.</summary>
    [DoesNotReturn]
    internal static void With(ReadOnlySpan<byte> reason)
    {
        MachineConsole.Write("XenGuest: ERROR machine: "u8);
        MachineConsole.Write(reason);
        MachineConsole.Write("\n"u8);
        Power.Off(Power.ErrorCode);
    }
}
