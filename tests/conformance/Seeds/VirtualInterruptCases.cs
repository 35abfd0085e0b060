using System;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document A: the patch that divides virtual interrupts into three classes.</summary>
internal static class VirtualInterruptCases
{
    private static readonly (VirtualInterrupt Interrupt, string Name, char Class)[] s_interrupts =
    [
        (VirtualInterrupt.Timer, "TIMER", 'V'), (VirtualInterrupt.Debug, "DEBUG", 'V'), (VirtualInterrupt.Console, "CONSOLE", 'G'),
        (VirtualInterrupt.DomainException, "DOM_EXC", 'G'), (VirtualInterrupt.TraceBuffer, "TBUF", 'G'), (VirtualInterrupt.Debugger, "DEBUGGER", 'G'),
        (VirtualInterrupt.Xenoprof, "XENOPROF", 'V'), (VirtualInterrupt.ConsoleRing, "CON_RING", 'G'),
        (VirtualInterrupt.PhysicalCpuState, "PCPU_STATE", 'G'), (VirtualInterrupt.MemoryEvent, "MEM_EVENT", 'G'), (VirtualInterrupt.Argo, "ARGO", 'D'),
        (VirtualInterrupt.OutOfMemory, "ENOMEM", 'G'), (VirtualInterrupt.PerformanceMonitor, "XENPMU", 'V'),
    ];

    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        foreach ((VirtualInterrupt interrupt, string name, char kind) in s_interrupts)
        {
            add('A', $"VIRQ_{name} is {(uint)interrupt}, class {kind}", run => Classify(run, interrupt));
        }

        add('A', "VIRQ_ARCH_0, 16, begins those of the architecture", static run => Classify(run, (VirtualInterrupt)16));
        add('A', "Per-domain and global ones are bound on vCPU 0 first, then moved by bind_vcpu", static run =>
        {
            run.Try("ARGO on vCPU 1", BindVirtual(VirtualInterrupt.Argo, 1));
            run.Try("CONSOLE on vCPU 1", BindVirtual(VirtualInterrupt.Console, 1));
            uint port = run.Try("CONSOLE on vCPU 0", BindVirtual(VirtualInterrupt.Console));
            run.Try("moved", Move(port, 1));
            run.NoteStatus("status", port);
        });
        add('A', "A moved one still cannot be bound a second time", static run =>
        {
            run.Do(Move(run.Do(BindVirtual(VirtualInterrupt.Console)), 1));
            run.Try("again", BindVirtual(VirtualInterrupt.Console));
        });
        add('A', "A per-vCPU one is bound once for each vCPU, each to a port of its own", static run =>
        {
            uint first = run.Try("vCPU 0", BindVirtual(VirtualInterrupt.Timer));
            uint second = run.Try("vCPU 1", BindVirtual(VirtualInterrupt.Timer, 1));
            run.Note("ports", first == second ? "the same" : "different");
            run.Try("vCPU 1 again", BindVirtual(VirtualInterrupt.Timer, 1));
        });
        add('A', "The binding of a per-vCPU one cannot be changed", static run =>
        {
            uint port = run.Do(BindVirtual(VirtualInterrupt.Timer));
            run.Try("to vCPU 1", Move(port, 1));
            run.Try("to where it is", Move(port, 0));
        });
        add('A', "Per-domain and global: on no vCPU but 0, whether it is there or not", static run =>
        {
            run.Try("class G, no such vCPU", BindVirtual(VirtualInterrupt.Console, CaseRun.AbsentVcpu));
            run.Try("class D, no such vCPU", BindVirtual(VirtualInterrupt.Argo, CaseRun.AbsentVcpu));
            run.Try("class V, no such vCPU", BindVirtual(VirtualInterrupt.Timer, CaseRun.AbsentVcpu));
        });
        add('A', "The numbers end at 23", static run =>
        {
            run.Try("23", BindVirtual((VirtualInterrupt)23));
            run.Try("24", BindVirtual((VirtualInterrupt)24));
            run.Try("24 on no vCPU", BindVirtual((VirtualInterrupt)24, CaseRun.AbsentVcpu));
        });
        add('A', "Unbound, it can be bound anew", static run =>
        {
            run.Do(Close(run.Do(BindVirtual(VirtualInterrupt.Console))));
            run.Try("bind", BindVirtual(VirtualInterrupt.Console));
        });
    }

    private static void Classify(CaseRun run, VirtualInterrupt interrupt)
    {
        uint port = run.Try("vCPU 0", BindVirtual(interrupt));
        run.Try("again", BindVirtual(interrupt));
        run.Try("vCPU 1", BindVirtual(interrupt, 1));
        run.Try("moved", Move(port, 1));
    }
}
