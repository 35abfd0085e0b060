using System;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document B: event_channel.h before the FIFO ABI.</summary>
internal static class HeaderCases
{
    private const uint Interrupt = 4;

    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        AddCalls(add);
        AddBindings(add);
        AddPorts(add);
        AddStatus(add);
        AddVcpus(add);
    }

    private static void AddCalls(Action<char, string, Action<CaseRun>> add)
    {
        add('B', "args is NULL for commands without arguments", static run =>
        {
            run.Try("send NULL", NoArgument(EventChannelCommand.Send));
            run.Try("reset NULL", NoArgument(EventChannelCommand.Reset));
            run.Try("command 15 NULL", NoArgument((EventChannelCommand)15));
        });
        add('B', "cmd is one of the commands", static run => run.Try("command 15", new(OperationKind.UnknownCommand, 15)));
        add('B', "The old hypercall, event_channel_op_compat, was superseded", static run => run.Try("bind_ipi by it", new(OperationKind.OldForm, (uint)EventChannelCommand.BindIpi)));
    }

    private static void AddBindings(Action<char, string, Action<CaseRun>> add)
    {
        add('B', "alloc_unbound makes a fresh port in dom that accepts remote_dom", static run =>
        {
            uint port = run.Try("alloc_unbound", Allocate(CaseRun.Self, CaseRun.AbsentDomain));
            run.NoteStatus("status", port);
        });
        add('B', "alloc_unbound 1: who is privileged may name another domain, and itself by its number", static run =>
        {
            run.Try("domain 0", Allocate(0));
            run.Try("no such domain", Allocate(CaseRun.AbsentDomain));
        });
        add('B', "alloc_unbound 2: remote_dom may be DOMID_SELF", static run => run.NoteStatus("status", run.Do(Allocate())));
        add('B', "bind_interdomain connects to an unbound port that accepts the caller", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Try("bind_interdomain", Connect(offer));
            run.NoteStatus("local", port);
            run.NoteStatus("remote", offer);
        });
        add('B', "bind_interdomain: the remote port must be unbound", static run =>
        {
            uint offer = run.Do(Allocate());
            run.Do(Connect(offer));
            run.Try("one that is taken", Connect(offer));
            run.Try("an IPI's", Connect(run.Do(BindIpi())));
            run.Try("port 0", Connect(0));
        });
        add('B', "bind_interdomain: the remote port must accept the caller", static run => run.Try("for another", Connect(run.Do(Allocate(CaseRun.Self, CaseRun.AbsentDomain)))));
        add('B', "bind_interdomain 2: remote_dom may be DOMID_SELF; its number does, too", static run =>
        {
            run.Try("DOMID_SELF", Connect(run.Do(Allocate())));
            run.Try("0", Connect(run.Do(Allocate()), 0));
        });
        add('B', "bind_virq 1, 2: the older text knows no per-domain class", static run =>
        {
            uint port = run.Try("ARGO", BindVirtual(VirtualInterrupt.Argo));
            run.Try("moved", Move(port, 1));
        });
        add('B', "bind_virq 3: at most one port for each vCPU", static run =>
        {
            run.Do(BindVirtual(VirtualInterrupt.Debug, 1));
            run.Try("again", BindVirtual(VirtualInterrupt.Debug, 1));
        });
        add('B', "bind_pirq 1: one port for each interrupt", static run =>
        {
            run.Try("bind", BindPhysical(Interrupt));
            run.Try("again", BindPhysical(Interrupt));
            run.Try("again to share", BindPhysical(Interrupt, (uint)BindPirqFlags.WillShare));
        });
        add('B', "bind_pirq: BIND_PIRQ__WILL_SHARE; other flags are none", static run =>
        {
            run.Try("flag 1", BindPhysical(Interrupt, (uint)BindPirqFlags.WillShare));
            run.Try("flag 2", BindPhysical(Interrupt + 1, 2));
        });
        add('B', "bind_ipi 1: the binding may not be changed", static run => run.Try("moved", Move(run.Do(BindIpi(1)), 0)));
        add('B', "bind_ipi: any number of ports for a vCPU", static run =>
        {
            run.Try("one", BindIpi());
            run.Try("two", BindIpi());
        });
    }

    private static void AddPorts(Action<char, string, Action<CaseRun>> add)
    {
        add('B', "close: the remote end becomes unbound and awaits a new connection", static run =>
        {
            uint offer = run.Do(Allocate());
            run.Try("close", Close(run.Do(Connect(offer))));
            run.NoteStatus("remote", offer);
            run.Try("connected again", Connect(offer));
        });
        add('B', "send raises an event at the remote end", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Try("send", Send(port));
            run.NoteWords("remote", offer);
        });
        add('B', "What no seed says: bind_interdomain raises an event at the new local end", static run => run.NoteWords("local", run.Do(Connect(run.Do(Allocate())))));
        add('B', "unmask unmasks the port and notifies if an event is pending", static run =>
        {
            uint port = run.Do(BindIpi(1));
            run.Words.SetMask(port);
            run.Do(Send(port));
            run.NoteWords("masked", port, 1);
            run.Try("unmask", Unmask(port));
            run.NoteWords("unmasked", port, 1);
        });
        add('B', "unmask: nothing is said of ports that are not bound", static run =>
        {
            run.Words.SetMask(1);
            run.Try("a closed one", Unmask(1));
            run.NoteWords("words", 1);
            run.Try("port 0", Unmask(0));
            run.Try("none", Unmask(uint.MaxValue));
        });
        add('B', "reset closes all channels", static run =>
        {
            uint ipi = run.Do(BindIpi());
            uint timer = run.Do(BindVirtual(VirtualInterrupt.Timer));
            run.Try("reset", Reset());
            run.NoteStatus("IPI", ipi);
            run.NoteStatus("VIRQ", timer);
        });
        add('B', "reset 1, 2: DOMID_SELF, or the number of a domain", static run =>
        {
            run.Try("0", Reset(0));
            run.Try("no such domain", Reset(CaseRun.AbsentDomain));
        });
    }

    private static void AddStatus(Action<char, string, Action<CaseRun>> add)
    {
        add('B', "status 1: DOMID_SELF; status 2: who is privileged may name any domain", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Try("DOMID_SELF", Status(port));
            run.Try("0", Status(port, 0));
            run.Try("no such domain", Status(port, CaseRun.AbsentDomain));
        });
        add('B', "EVTCHNSTAT_closed 0: not in use", static run =>
        {
            run.NoteStatus("port 1", 1);
            run.NoteStatus("port 0", 0);
            run.NoteStatus("port 4294967295", uint.MaxValue);
        });
        add('B', "EVTCHNSTAT_unbound 1", static run => run.NoteStatus("status", run.Do(Allocate())));
        add('B', "EVTCHNSTAT_interdomain 2", static run => run.NoteStatus("status", run.Do(Connect(run.Do(Allocate())))));
        add('B', "EVTCHNSTAT_pirq 3", static run => run.NoteStatus("status", run.Do(BindPhysical(Interrupt))));
        add('B', "EVTCHNSTAT_virq 4", static run => run.NoteStatus("status", run.Do(BindVirtual(VirtualInterrupt.Debug, 1))));
        add('B', "EVTCHNSTAT_ipi 5", static run => run.NoteStatus("status", run.Do(BindIpi(1))));
    }

    private static void AddVcpus(Action<char, string, Action<CaseRun>> add)
    {
        add('B', "bind_vcpu 1: IPIs stay with their vCPU", static run =>
        {
            uint port = run.Do(BindIpi(1));
            run.Try("to vCPU 0", Move(port, 0));
            run.Try("to vCPU 1, where it is", Move(port, 1));
        });
        add('B', "bind_vcpu 2: per-vCPU VIRQs stay with theirs", static run => run.Try("to vCPU 0", Move(run.Do(BindVirtual(VirtualInterrupt.Timer, 1)), 0)));
        add('B', "bind_vcpu 3: all others notify vCPU 0 until they are moved", static run =>
        {
            uint offer = run.Do(Allocate());
            run.NoteStatus("made", offer);
            run.Try("moved", Move(offer, 1));
            run.NoteStatus("moved", offer);
            uint port = run.Do(Connect(offer));
            run.Do(Send(port));
            run.NoteWords("its event", offer, 1);
        });
        add('B', "bind_vcpu 3: a port that is freed and used again is back at vCPU 0", static run =>
        {
            uint port = run.Do(Allocate());
            run.Do(Move(port, 1));
            run.Do(Close(port));
            run.NoteStatus("freed", port);
            uint again = run.Do(Allocate());
            run.NoteStatus(again == port ? "used again" : "another", again);
        });
        add('B', "bind_vcpu 3: a port whose peer closed is not freed, and stays where it was moved to", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Do(Move(offer, 1));
            run.Do(Close(port));
            run.NoteStatus("status", offer);
        });
        add('B', "bind_vcpu: an event that is pending already stays where it was", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Words.StartAnew(0);
            run.Do(Send(port));
            run.Do(Move(offer, 1));
            run.NoteWords("vCPU 0", offer);
            run.NoteWords("vCPU 1", offer, 1);
        });
    }
}
