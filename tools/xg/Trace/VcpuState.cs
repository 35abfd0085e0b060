namespace XenGuest.Xg.Trace;

/// <summary>A vCPU as Xen has it: where it is, and how its addresses are translated.</summary>
/// <param name="Vcpu">Its number.</param>
/// <param name="InstructionPointer">Where the guest is, or was when it last left.</param>
/// <param name="PageTables">The guest's own, as a guest physical address.</param>
/// <param name="NestedPageTables">Xen's, which translate guest physical addresses.</param>
internal sealed record VcpuState(uint Vcpu, ulong InstructionPointer, ulong PageTables, ulong NestedPageTables);
