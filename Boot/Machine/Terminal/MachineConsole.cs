using System;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Terminal;

/// <summary>
/// Where the program's output and Machine's own words go: the console ring that the toolstack has given this domain, else Xen's own
/// console, else the serial port where there is no Xen.
/// </summary>
internal static unsafe class MachineConsole
{
    private const uint SerialPort = 0x3F8;

    /// <summary>Writes bytes that are resident.</summary>
    internal static void Write(byte* text, ulong length)
    {
        if (RingConsole.IsThere)
        {
            RingConsole.Write(text, length);
            return;
        }

        if (Hypercalls.IsPresent)
        {
            _ = Hypercalls.ConsoleWrite(text, length);
            return;
        }

        for (ulong i = 0; i < length; i++)
        {
            Instructions.Out8(SerialPort, text[i]);
        }
    }

    internal static void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
        {
            Write(bytes, (ulong)text.Length);
        }
    }
}
