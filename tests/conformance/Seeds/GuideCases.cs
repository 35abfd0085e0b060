using System;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document C: the interface guide of Xen 3.0.</summary>
internal static class GuideCases
{
    private const uint Interrupt = 4;

    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        add('C', "event_channel_op takes one structure with the command in it", static run => run.Try("status by it", new(OperationKind.OldForm, (uint)EventChannelCommand.Status)));
        AddBindings(add);
        AddPorts(add);
    }

    private static void AddBindings(Action<char, string, Action<CaseRun>> add)
    {
        add('C', "alloc_unbound: the domain must exist", static run => run.Try("no such domain", Allocate(CaseRun.AbsentDomain)));
        add('C', "alloc_unbound: a free port must exist", static run =>
        {
            TakeEveryPort(run);
            run.Try("all taken", Allocate());
        });
        add('C', "bind_interdomain: the caller must have a free port", static run => run.Try("all taken", Connect(TakeEveryPort(run))));
        add('C', "bind_interdomain: the remote domain must exist", static run => run.Try("no such domain", Connect(1, CaseRun.AbsentDomain)));
        add('C', "bind_interdomain: the remote port must be allocated", static run => run.Try("a closed one", Connect(1)));
        add('C', "bind_interdomain: the remote port must be unbound", static run => run.Try("a VIRQ's", Connect(run.Do(BindVirtual(VirtualInterrupt.Timer)))));
        add('C', "bind_interdomain: the remote port must expect the caller", static run => run.Try("for another", Connect(run.Do(Allocate(CaseRun.Self, 1)))));
        add('C', "bind_virq: the caller must have a free port", static run =>
        {
            uint last = TakeEveryPort(run);
            run.Try("all taken", BindVirtual(VirtualInterrupt.Timer));
            run.Do(Close(last));
            run.Do(BindVirtual(VirtualInterrupt.Timer));
            run.Try("all taken, and bound already", BindVirtual(VirtualInterrupt.Timer));
        });
        add('C', "bind_virq: the VIRQ must be valid", static run => run.Try("24", BindVirtual((VirtualInterrupt)24)));
        add('C', "bind_virq: the vCPU must exist", static run => run.Try("vCPU 2", BindVirtual(VirtualInterrupt.Timer, CaseRun.AbsentVcpu)));
        add('C', "bind_virq: the VIRQ must not be bound", static run =>
        {
            run.Do(BindVirtual(VirtualInterrupt.Timer));
            run.Try("again", BindVirtual(VirtualInterrupt.Timer));
            run.Try("on the other vCPU", BindVirtual(VirtualInterrupt.Timer, 1));
        });
        add('C', "bind_ipi: the caller must have a free port", static run =>
        {
            TakeEveryPort(run);
            run.Try("all taken", BindIpi());
        });
        add('C', "bind_ipi: the vCPU must exist; it need not be up", static run =>
        {
            run.Try("vCPU 2", BindIpi(CaseRun.AbsentVcpu));
            run.Try("vCPU 1, which is down", BindIpi(1));
        });
        add('C', "bind_pirq: the caller must have a free port (said twice)", static run =>
        {
            TakeEveryPort(run);
            run.Try("all taken", BindPhysical(Interrupt));
        });
        add('C', "bind_pirq: the interrupt must be in the valid range", static run =>
        {
            run.Try("0", BindPhysical(0));
            run.Try("100000", BindPhysical(100_000));
            run.Try("4294967295", BindPhysical(uint.MaxValue));
        });
        add('C', "bind_pirq: there must be no other binding of it in this domain", static run =>
        {
            run.Do(BindPhysical(Interrupt));
            run.Try("again", BindPhysical(Interrupt));
        });
    }

    private static void AddPorts(Action<char, string, Action<CaseRun>> add)
    {
        add('C', "close: the port must be allocated", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Try("allocated", Close(port));
            run.Try("closed", Close(port));
            run.Try("port 0", Close(0));
            run.Try("none", Close(uint.MaxValue));
        });
        add('C', "close: no more events are received, and one that is pending is forgotten", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Words.StartAnew(0);
            run.Do(Send(port));
            run.NoteWords("before", offer);
            run.Do(Close(offer));
            run.Try("send by the peer", Send(port));
            run.NoteWords("after", offer);
        });
        add('C', "send: the port must be valid", static run =>
        {
            run.Try("closed", Send(1));
            run.Try("port 0", Send(0));
            run.Try("none", Send(uint.MaxValue));
        });
        add('C', "send is valid for interdomain ports", static run => run.Try("send", Send(run.Do(Connect(run.Do(Allocate()))))));
        add('C', "send is valid for IPI ports", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Try("send", Send(port));
            run.NoteWords("words", port);
        });
        add('C', "send is valid for unbound ports", static run =>
        {
            uint port = run.Do(Allocate());
            run.Try("send", Send(port));
            run.NoteWords("words", port);
        });
        add('C', "send is not valid for others", static run =>
        {
            run.Try("a VIRQ's", Send(run.Do(BindVirtual(VirtualInterrupt.Timer))));
            run.Try("a global VIRQ's", Send(run.Do(BindVirtual(VirtualInterrupt.Console))));
            run.Try("a PIRQ's", Send(run.Do(BindPhysical(Interrupt))));
        });
        add('C', "status tells kind, remote domain, interrupt and vCPU of any port, for a privileged domain", static run =>
        {
            run.Try("of domain 0", Status(run.Do(BindIpi()), 0));
            run.Try("a port that cannot be", Status(TwoLevelEvents.ChannelCount64));
        });
        add('C', "bind_vcpu: the vCPU must exist", static run =>
        {
            run.Try("vCPU 2", Move(run.Do(Allocate()), CaseRun.AbsentVcpu));
            run.Try("vCPU 2, port 0", Move(0, CaseRun.AbsentVcpu));
        });
        add('C', "bind_vcpu: the port must be valid", static run =>
        {
            run.Try("closed", Move(1, 1));
            run.Try("port 0", Move(0, 1));
            run.Try("none", Move(uint.MaxValue, 1));
        });
        add('C', "bind_vcpu: unbound, interdomain and PIRQ ports only", static run =>
        {
            run.Try("unbound", Move(run.Do(Allocate()), 1));
            run.Try("interdomain", Move(run.Do(Connect(run.Do(Allocate()))), 1));
            run.Try("PIRQ", Move(run.Do(BindPhysical(Interrupt)), 1));
            run.Try("global VIRQ", Move(run.Do(BindVirtual(VirtualInterrupt.Console)), 1));
            run.Try("per-vCPU VIRQ", Move(run.Do(BindVirtual(VirtualInterrupt.Timer)), 1));
            run.Try("IPI", Move(run.Do(BindIpi()), 1));
        });
        add('C', "bind_vcpu: upcalls come on that vCPU only", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Words.StartAnew(0);
            run.Do(Move(offer, 1));
            run.Do(Send(port));
            run.NoteWords("vCPU 0", offer);
            run.NoteWords("vCPU 1", offer, 1);
        });
    }
}
