using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance;

/// <summary>Numbers for operations: mostly such as are there, now and then such as are not.</summary>
internal static class ScriptNumbers
{
    private static readonly uint[] s_oddPorts =
        [0, 1, 63, 64, 65, 127, 128, 255, 1023, 1024, 4095, 4096, 0x1_FFFF, 0x2_0000, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];

    private static readonly uint[] s_oddVcpus = [2, 31, 32, 127, 128, 8192, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddInterrupts = [24, 31, 32, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddPhysicalInterrupts = [100_000, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddDomains =
    [
        1, 2, 1234, ReservedDomains.Io, ReservedDomains.Xen, ReservedDomains.CopyOnWrite, ReservedDomains.Invalid, ReservedDomains.Any,
        ReservedDomains.Idle, 0x8000, 0xFFFF,
    ];

    private static readonly uint[] s_oddCommands = [15, 16, 255, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddOffsets = [0, 4, 8, 64, 4024, 4025, 4028, 4032, 4096, uint.MaxValue];

    /// <summary>One of the ports up to a number.</summary>
    public static uint Port(ref ScriptRandom random, uint width) => random.Chance(92) ? random.Below(width + 2) : random.Pick(s_oddPorts);

    public static uint Vcpu(ref ScriptRandom random) => random.Chance(92) ? random.Below(ReplayTarget.VcpuCount) : random.Pick(s_oddVcpus);

    public static uint VirtualInterrupt(ref ScriptRandom random) => random.Below(100) switch
    {
        < 30 => (uint)Hypercall.Abi.VirtualInterrupt.Timer,
        < 95 => random.Below(VirtualInterruptClasses.Count),
        _ => random.Pick(s_oddInterrupts),
    };

    public static uint PhysicalInterrupt(ref ScriptRandom random) => random.Chance(90) ? random.Below(16) : random.Pick(s_oddPhysicalInterrupts);

    public static uint Domain(ref ScriptRandom random) => random.Below(100) switch
    {
        < 70 => ReservedDomains.Self,
        < 88 => 0,
        _ => random.Pick(s_oddDomains),
    };

    public static uint OddCommand(ref ScriptRandom random) => random.Pick(s_oddCommands);

    public static uint OddOffset(ref ScriptRandom random) => random.Pick(s_oddOffsets);
}
