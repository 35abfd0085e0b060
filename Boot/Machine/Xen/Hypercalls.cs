using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Xen;

/// <summary>Finds Xen and makes the few hypercalls that Machine itself needs.</summary>
internal static unsafe class Hypercalls
{
    private const uint FirstLeaf = 0x4000_0000;
    private const uint LastLeaf = 0x4001_0000;
    private const uint LeafStep = 0x100;

    // "XenVMMXenVMM" in EBX, ECX, EDX.
    private const uint SignatureLow = 0x566E_6558;
    private const uint SignatureMiddle = 0x6558_4D4D;
    private const uint SignatureHigh = 0x4D4D_566E;

    private const uint AmdVendorHigh = 0x444D_4163;
    private const uint HygonVendorHigh = 0x656E_6975;

    private static ulong s_trampoline;
    private static ulong s_direct;

    /// <summary>CPUID's base leaf of Xen, or 0 when there is no Xen.</summary>
    internal static uint CpuidBase { get; private set; }

    internal static bool IsPresent => CpuidBase != 0;

    /// <summary>The trampoline that goes straight into Xen: vmmcall on AMD's processors and their kin, vmcall on the rest.</summary>
    /// <remarks>The vendor is asked for once, and not before somebody wants to know: CPUID is an exit to Xen.</remarks>
    internal static ulong DirectTrampoline
    {
        get
        {
            if (s_direct == 0)
            {
                uint* registers = stackalloc uint[4];
                Instructions.Cpuid(0, 0, registers);
                s_direct = registers[2] is AmdVendorHigh or HygonVendorHigh ? ImageSymbols.HypercallByVmmcall : ImageSymbols.HypercallByVmcall;
            }

            return s_direct;
        }
    }

    /// <summary>
    /// Finds Xen and registers the hypercall page. It must be 64-bit code that does this: Xen takes the width of shared_info
    /// from the mode in which the MSR is written.
    /// </summary>
    internal static void Start()
    {
        uint* registers = stackalloc uint[4];
        for (uint leaf = FirstLeaf; leaf < LastLeaf && CpuidBase == 0; leaf += LeafStep)
        {
            Instructions.Cpuid(leaf, 0, registers);
            if (registers[1] == SignatureLow && registers[2] == SignatureMiddle && registers[3] == SignatureHigh && registers[0] >= leaf + 2)
            {
                CpuidBase = leaf;
            }
        }

        if (IsPresent)
        {
            RegisterPage();
            s_trampoline = ImageSymbols.HypercallByPage;
        }
    }

    /// <summary>Has Xen fill the hypercall page: at boot, and anew in a domain that was restored, perhaps by another Xen.</summary>
    internal static void RegisterPage()
    {
        uint* registers = stackalloc uint[4];
        Instructions.Cpuid(CpuidBase + 2, 0, registers);
        Instructions.WriteMsr(registers[1], ImageSymbols.HypercallPage);
    }

    /// <summary>From here on Machine's own hypercalls go straight into Xen, not through the page.</summary>
    internal static void UseDirectForm() => s_trampoline = DirectTrampoline;

    internal static long MemoryOp(MemoryCommand command, void* argument) => Call(HypercallNumber.MemoryOp, (ulong)command, (ulong)argument, 0);

    internal static long VcpuOp(VcpuCommand command, uint vcpu, void* argument) =>
        Call(HypercallNumber.VcpuOp, (ulong)command, vcpu, (ulong)argument);

    internal static long SchedOp(SchedCommand command, void* argument) => Call(HypercallNumber.SchedOp, (ulong)command, (ulong)argument, 0);

    /// <summary>A parameter of this domain; 0 where Xen has none.</summary>
    internal static ulong ReadParameter(HvmParameter parameter)
    {
        XenHvmParam argument = default;
        argument.Domain = ReservedDomains.Self;
        argument.Index = parameter;
        return Call(HypercallNumber.HvmOp, (ulong)HvmCommand.GetParameter, (ulong)&argument, 0) == 0 ? argument.Value : 0;
    }

    /// <summary>Raises an event at the other end of a channel that the toolstack has bound.</summary>
    internal static void Notify(uint port)
    {
        EvtchnSend argument = default;
        argument.Port = port;
        _ = Call(HypercallNumber.EventChannelOp, (ulong)EventChannelCommand.Send, (ulong)&argument, 0);
    }

    /// <summary>Whether a port of this domain is bound to signals between its vCPUs.</summary>
    internal static bool IsBoundToSignals(uint port)
    {
        EvtchnStatus argument = default;
        argument.Domain = ReservedDomains.Self;
        argument.Port = port;
        return Call(HypercallNumber.EventChannelOp, (ulong)EventChannelCommand.Status, (ulong)&argument, 0) == 0
            && argument.Status == EventChannelStatus.Ipi;
    }

    /// <summary>Lets the processor go until a system time, or until an event waits.</summary>
    internal static void SleepUntil(ulong time)
    {
        SchedPoll<ulong> argument = default;
        argument.Timeout = time;
        _ = SchedOp(SchedCommand.Poll, &argument);
    }

    internal static long ConsoleWrite(byte* text, ulong length) =>
        Call(HypercallNumber.ConsoleIo, (ulong)ConsoleCommand.Write, length, (ulong)text);

    private static long Call(HypercallNumber number, ulong a1, ulong a2, ulong a3) =>
        ((delegate*<ulong, ulong, ulong, ulong, ulong, ulong, long>)s_trampoline)((ulong)number, a1, a2, a3, 0, 0);
}
