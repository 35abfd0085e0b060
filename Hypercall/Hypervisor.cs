using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The hypervisor as this guest sees it: the hypercalls it makes, and nothing else.</summary>
/// <remarks>
/// One method per hypercall, at the raw level: a command and the address of its argument, as Xen takes them.
/// Memory shared with Xen is not behind this seam; it is memory, on a host as well.
/// What an argument points to must be resident for the whole call (touched stack, or pages of the machine): Xen
/// answers <see cref="XenErrno.BadAddress"/> for anything else. It is never on the garbage-collected heap.
/// No implementation allocates, and each may be called wherever its host allows hypercalls.
/// </remarks>
public abstract unsafe class Hypervisor
{
    /// <summary>Makes one event channel operation.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="argument">The operation's structure, or null where it has none.</param>
    /// <returns>0, or the error that the operation documents.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_event_channel_op</c>, public/event_channel.h.</remarks>
    public abstract HypercallResult EventChannelOp(EventChannelCommand command, void* argument);

    /// <summary>Makes one memory operation. It may take long: Xen continues it until it is done.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="argument">The operation's structure, or null where it has none.</param>
    /// <returns>What the operation counts (extents, pages, entries), or its error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_memory_op</c>, public/memory.h.</remarks>
    public abstract HypercallResult MemoryOp(MemoryCommand command, void* argument);

    /// <summary>Makes one scheduler operation. Yield, block, poll and shutdown wait.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="argument">The operation's structure, or null where it has none.</param>
    /// <returns>0, or the operation's error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_sched_op</c>, public/sched.h.</remarks>
    public abstract HypercallResult SchedOp(SchedCommand command, void* argument);

    /// <summary>Makes one operation on a virtual processor.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="vcpu">The processor it is about.</param>
    /// <param name="argument">The operation's structure, or null where it has none.</param>
    /// <returns>What the operation answers, or its error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_vcpu_op</c>, public/vcpu.h.</remarks>
    public abstract HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument);

    /// <summary>Makes one operation that only guests with hardware virtualisation have.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="argument">The operation's structure.</param>
    /// <returns>0, or the operation's error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_hvm_op</c>, public/hvm/hvm_op.h.</remarks>
    public abstract HypercallResult HvmOp(HvmCommand command, void* argument);

    /// <summary>Asks Xen about itself.</summary>
    /// <param name="command">The question.</param>
    /// <param name="argument">Where the answer goes, or null where the answer is the result.</param>
    /// <returns>The answer, or the question's error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_xen_version</c>, public/version.h.</remarks>
    public abstract HypercallResult XenVersion(VersionCommand command, void* argument);

    /// <summary>Makes one operation on physical interrupts and devices.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="argument">The operation's structure.</param>
    /// <returns>0, or the operation's error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_physdev_op</c>, public/physdev.h.</remarks>
    public abstract HypercallResult PhysdevOp(PhysdevCommand command, void* argument);

    /// <summary>Makes a batch of one grant table operation.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="arguments">The first of the operation's structures.</param>
    /// <param name="count">How many structures follow one another.</param>
    /// <returns>0 when the batch was worked through (each structure has a status of its own), or an error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_grant_table_op</c>, public/grant_table.h.</remarks>
    public abstract HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count);

    /// <summary>Writes to, or reads from, Xen's own console.</summary>
    /// <param name="command">The direction.</param>
    /// <param name="count">In bytes.</param>
    /// <param name="buffer">The bytes.</param>
    /// <returns>The bytes read, 0 for a write, or an error.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_console_io</c>, public/xen.h.</remarks>
    public abstract HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer);

    /// <summary>Switches a way in which Xen assists this domain.</summary>
    /// <param name="command">Whether it is switched on or off.</param>
    /// <param name="type">What is switched.</param>
    /// <returns>0 or a negative error.</returns>
    /// <remarks>Xen: HYPERVISOR_vm_assist, public/xen.h.</remarks>
    public abstract HypercallResult VmAssist(VmAssistCommand command, VmAssistType type);

    /// <summary>Asks for one VIRQ_TIMER event on the calling processor.</summary>
    /// <param name="systemTimeNanoseconds">The moment, in Xen's system time; 0 takes the request back.</param>
    /// <returns>0.</returns>
    /// <remarks>Xen: <c>HYPERVISOR_set_timer_op</c>, public/xen.h.</remarks>
    public abstract HypercallResult SetTimerOp(ulong systemTimeNanoseconds);
}
