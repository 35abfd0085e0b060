using System.Diagnostics.CodeAnalysis;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>Ends the machine.</summary>
internal static unsafe class Power
{
    internal const uint ErrorCode = 2;

    private const uint DebugExitPort = 0xF4;
    private const uint AcpiControlPort = 0x604;
    private const uint AcpiSoftOff = 0x2000;

    private static bool s_mustFail;
    private static ShutdownReason s_success = ShutdownReason.PowerOff;

    /// <summary>Some CPU reports a fault of Machine's: the end is its own affair.</summary>
    internal static void MustFail() => s_mustFail = true;

    /// <summary>Says how the machine ends with success.</summary>
    internal static long EndBy(ShutdownReason reason)
    {
        if (reason is not (ShutdownReason.PowerOff or ShutdownReason.Reboot))
        {
            return -Contract.Errno.Invalid;
        }

        s_success = reason;
        return 0;
    }

    /// <summary>Does not return. The code reaches the emulator's exit status where its debug-exit device stands (code * 2 + 1).</summary>
    [DoesNotReturn]
    internal static void Off(uint code)
    {
        while (code == 0 && s_mustFail)
        {
            Instructions.Halt();
        }

        ReportDropped();
        RingConsole.Finish();

        // A dom0 owns the machine: its poweroff only halts Xen, so it turns the emulated machine off itself.
        if (!Hypercalls.IsPresent || (BootInformation.IsInitialDomain && (code != 0 || s_success == ShutdownReason.PowerOff)))
        {
            Instructions.Out32(DebugExitPort, code);
            Instructions.Out16(AcpiControlPort, AcpiSoftOff);
        }

        SchedShutdown shutdown = default;
        shutdown.Reason = code == 0 ? s_success : ShutdownReason.Crash;
        if (Hypercalls.IsPresent)
        {
            _ = Hypercalls.SchedOp(SchedCommand.Shutdown, &shutdown);
        }

        while (true)
        {
            Instructions.Halt();
        }
    }

    private static void ReportDropped()
    {
        ulong dropped = 0;
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            dropped += CpuTable.Get(i)->DroppedInterrupts;
        }

        if (dropped == 0)
        {
            return;
        }

        TextLine line = default;
        line.Add("machine: interrupts that came twice and were dropped: "u8);
        line.AddDecimal(dropped);
        line.Write();
    }
}
