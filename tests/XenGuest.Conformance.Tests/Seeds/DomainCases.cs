using System;
using System.Collections.Generic;
using XenGuest.Conformance.Seeds;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests.Seeds;

/// <summary>The cases with two domains; their numbers go on where those of one domain end.</summary>
internal static class DomainCases
{
    private const uint Control = 0;
    private const uint Guest = 1;

    public static IReadOnlyList<DomainCase> All { get; } = Make();

    private static List<DomainCase> Make()
    {
        List<DomainCase> cases = [];
        void Add(char seed, string says, Action<XenModel, CaseRun, CaseRun> play) =>
            cases.Add(new DomainCase(SeedCases.All.Count + cases.Count + 1, seed, says, play));
        AddVirtualInterrupts(Add);
        AddPrivileges(Add);
        AddChannels(Add);
        return cases;
    }

    private static Operation Bind(VirtualInterrupt interrupt, uint vcpu = 0) => new(OperationKind.BindVirtualInterrupt, (uint)interrupt, vcpu);

    private static void AddVirtualInterrupts(Action<char, string, Action<XenModel, CaseRun, CaseRun>> add)
    {
        add('A', "D: bound once per domain, in any number of domains", static (_, control, guest) =>
        {
            control.Try("domain 0", Bind(VirtualInterrupt.Argo));
            guest.Try("domain 1", Bind(VirtualInterrupt.Argo));
        });
        add('A', "G: bound to a single domain at a time", static (_, control, guest) =>
        {
            control.Try("domain 0", Bind(VirtualInterrupt.Console));
            guest.Try("domain 1", Bind(VirtualInterrupt.Console));
        });
        add('A', "G: the owner must unbind before another can bind", static (host, control, guest) =>
        {
            uint port = control.Do(Bind(VirtualInterrupt.Console));
            control.Note("given to domain 1 while bound", ErrnoOf(host.SetGlobalHandler(DomainOf(guest), VirtualInterrupt.Console)));
            control.Do(new Operation(OperationKind.Close, port));
            guest.Try("domain 1 binds when it is unbound", Bind(VirtualInterrupt.Console));
            guest.Note("given to domain 1", ErrnoOf(host.SetGlobalHandler(DomainOf(guest), VirtualInterrupt.Console)));
            guest.Do(new Operation(OperationKind.Reset, CaseRun.Self));
            guest.Try("domain 1 binds", Bind(VirtualInterrupt.Console));
            control.Try("domain 0 binds", Bind(VirtualInterrupt.Console));
        });
        add('A', "G: raised in the domain that owns it", static (host, control, guest) =>
        {
            host.SetGlobalHandler(DomainOf(guest), VirtualInterrupt.Console);
            uint port = guest.Do(Bind(VirtualInterrupt.Console));
            host.RaiseGlobalInterrupt(VirtualInterrupt.Console);
            guest.NoteWords("domain 1", port);
        });
        add('A', "Only global ones can be given to a domain", static (host, control, guest) =>
        {
            foreach (VirtualInterrupt interrupt in (VirtualInterrupt[])[VirtualInterrupt.Timer, VirtualInterrupt.Argo, VirtualInterrupt.DomainException, (VirtualInterrupt)24])
            {
                control.Note($"{(uint)interrupt}", ErrnoOf(host.SetGlobalHandler(DomainOf(guest), interrupt)));
            }
        });
        add('A', "\"(DOM0)\" is gone: a global one is not domain 0's by law", static (_, control, guest) =>
            guest.Try("domain 1 binds one that nobody has", Bind(VirtualInterrupt.DomainException)));
        add('A', "Errors in the order of 4.21: no such interrupt or vCPU not 0, no such vCPU, another's, bound already", static (_, control, guest) =>
        {
            guest.Try("24 on no vCPU", Bind((VirtualInterrupt)24, CaseRun.AbsentVcpu));
            guest.Try("class G, another's, on vCPU 1", Bind(VirtualInterrupt.Console, 1));
            guest.Try("class V on no vCPU", Bind(VirtualInterrupt.Timer, CaseRun.AbsentVcpu));
            guest.Try("class G, another's", Bind(VirtualInterrupt.Console));
            guest.Do(Bind(VirtualInterrupt.Timer));
            guest.Try("class V, bound", Bind(VirtualInterrupt.Timer));
        });
    }

    private static void AddPrivileges(Action<char, string, Action<XenModel, CaseRun, CaseRun>> add)
    {
        add('B', "alloc_unbound 1: unprivileged, dom must be DOMID_SELF", static (_, control, guest) =>
        {
            guest.Try("DOMID_SELF", new(OperationKind.AllocateUnbound, CaseRun.Self, Control));
            guest.Try("its own number", new(OperationKind.AllocateUnbound, Guest, Control));
            guest.Try("domain 0", new(OperationKind.AllocateUnbound, Control, Guest));
            control.Try("by domain 0", new(OperationKind.AllocateUnbound, Guest, CaseRun.Self));
        });
        add('B', "status 2: only who is privileged may name another domain", static (_, control, guest) =>
        {
            uint port = guest.Do(new(OperationKind.BindInterprocessorInterrupt));
            guest.Try("of itself by number", new(OperationKind.GetStatus, Guest, port));
            guest.Try("of domain 0", new(OperationKind.GetStatus, Control, 1));
            control.Try("by domain 0", new(OperationKind.GetStatus, Guest, port));
        });
        add('B', "reset 2: only who is privileged may name another domain", static (_, control, guest) =>
        {
            guest.Try("domain 0", new(OperationKind.Reset, Control));
            control.Try("by domain 0, of a domain that runs", new(OperationKind.Reset, Guest));
        });
        add('B', "bind_pirq 2: only who is privileged", static (_, control, guest) => guest.Try("bind", new(OperationKind.BindPhysicalInterrupt, 4)));
        add('C', "alloc_unbound: unprivileged domains allocate their own ports only", static (_, control, guest) =>
            guest.Try("in domain 0", new(OperationKind.AllocateUnbound, Control, CaseRun.Self)));
        add('C', "status: privileged domains may query any port", static (_, control, guest) =>
        {
            guest.Do(new(OperationKind.AllocateUnbound, CaseRun.Self, Control));
            control.Try("of domain 1", new(OperationKind.GetStatus, Guest, 1));
            control.Try("of a port that domain 1 does not have", new(OperationKind.GetStatus, Guest, 4095));
        });
    }

    private static void AddChannels(Action<char, string, Action<XenModel, CaseRun, CaseRun>> add)
    {
        add('B', "bind_interdomain connects two domains", static (_, control, guest) =>
        {
            uint offer = guest.Do(new(OperationKind.AllocateUnbound, CaseRun.Self, Control));
            uint port = control.Try("by domain 0", new(OperationKind.BindInterdomain, Guest, offer));
            control.NoteStatus("in domain 0", port);
            guest.NoteStatus("in domain 1", offer);
            control.Try("send", new(OperationKind.Send, port));
            guest.NoteWords("domain 1", offer);
        });
        add('B', "bind_interdomain: the port must accept the calling domain", static (_, control, guest) =>
        {
            uint offer = control.Do(new(OperationKind.AllocateUnbound, CaseRun.Self, CaseRun.AbsentDomain));
            guest.Try("for another", new(OperationKind.BindInterdomain, Control, offer));
        });
        add('B', "close: the remote end in another domain is unbound, for the domain that closed", static (_, control, guest) =>
        {
            uint offer = guest.Do(new(OperationKind.AllocateUnbound, CaseRun.Self, Control));
            uint port = control.Do(new(OperationKind.BindInterdomain, Guest, offer));
            guest.Do(new(OperationKind.Close, offer));
            control.NoteStatus("in domain 0", port);
            control.Try("send", new(OperationKind.Send, port));
        });
    }

    private static ModelDomain DomainOf(CaseRun run) => ((ModelTarget)run.Target).Domain;

    private static string ErrnoOf(Hypercall.XenErrno error) => ErrnoName.Of(-(long)error);
}
