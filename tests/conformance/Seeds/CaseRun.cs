using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance.Seeds;

/// <summary>A case while it is played: what it does goes to Xen or to the model, what it notes is its answer.</summary>
public sealed class CaseRun
{
    /// <summary>DOMID_SELF.</summary>
    public const uint Self = ReservedDomains.Self;

    /// <summary>A domain that is not there.</summary>
    public const uint AbsentDomain = 1234;

    /// <summary>A vCPU that is not there.</summary>
    public const uint AbsentVcpu = ReplayTarget.VcpuCount;

    private readonly Replay _replay;
    private readonly List<string> _notes;

    /// <summary>The beginning of a case: no port bound, none masked, nothing pending.</summary>
    /// <param name="target">What it is played on.</param>
    /// <param name="notes">What is noted.</param>
    public CaseRun(ReplayTarget target, List<string> notes)
    {
        _notes = notes;
        Target = target;
        Words = new TwoLevelWords(target);
        Fifo = new FifoWords(target);
        _replay = new Replay(target, EventAbi.Fifo);
        Do(new Operation(OperationKind.StartAnew));
        Do(new Operation(OperationKind.Reset, Self));
    }

    /// <summary>What it is played on.</summary>
    public ReplayTarget Target { get; }

    /// <summary>The words shared with it.</summary>
    public TwoLevelWords Words { get; }

    /// <summary>The pages that it is given for the FIFO ABI.</summary>
    public FifoWords Fifo { get; }

    /// <summary>Plays a case.</summary>
    /// <returns>Its answer.</returns>
    public static string Play(SeedCase seedCase, ReplayTarget target)
    {
        List<string> notes = [];
        seedCase.Play(new CaseRun(target, notes));
        return string.Join("; ", notes);
    }

    /// <summary>Does what the case needs, which must succeed.</summary>
    /// <returns>The port that was made, if one was.</returns>
    public uint Do(Operation operation) => Done(operation).MadePort(operation.Kind);

    /// <summary>As <see cref="Do"/>, for what else it answers.</summary>
    public OperationResult Done(Operation operation)
    {
        OperationResult result = _replay.Execute(operation);
        return result.Raw >= 0 ? result : throw new InvalidOperationException($"{operation}: {result}");
    }

    /// <summary>Does what the case is about, and notes the answer.</summary>
    /// <returns>The port that was made; 0 where there is none.</returns>
    public uint Try(string what, Operation operation)
    {
        OperationResult result = _replay.Execute(operation);
        Note(what, ErrnoName.Of(result.Raw));
        return result.Raw < 0 ? 0 : result.MadePort(operation.Kind);
    }

    /// <summary>Does what the case is about.</summary>
    /// <returns>What the hypercall left in the register.</returns>
    public long TryRaw(Operation operation) => _replay.Execute(operation).Raw;

    /// <summary>Notes what is seen.</summary>
    public void Note(string what, string seen) => _notes.Add($"{what}: {seen}");

    /// <summary>Notes the status of a port.</summary>
    public void NoteStatus(string what, uint port)
    {
        OperationResult result = _replay.Execute(new Operation(OperationKind.GetStatus, Self, port));
        Note(what, result.Raw < 0 ? ErrnoName.Of(result.Raw) : Status(result));
    }

    /// <summary>Notes the bits of a port, and the selector and upcall of a vCPU.</summary>
    public void NoteWords(string what, uint port, uint vcpu = 0) => Note(
        what, $"pending {Bit(Words.IsPending(port))} mask {Bit(Words.IsMasked(port))} selector {Words.ReadSelector(vcpu):x} upcall {Words.ReadUpcallPending(vcpu)}");

    /// <summary>Notes a port's event word, and the ready queues of a vCPU.</summary>
    public void NoteWord(string what, uint port, uint vcpu = 0) => Note(what, $"word {Fifo.Read(port):x8} ready {Fifo.ReadReady(vcpu):x}");

    private static string Bit(bool isSet) => isSet ? "1" : "0";

    private static string Status(in OperationResult result)
    {
        EventChannelStatus binding = (EventChannelStatus)(uint)result.Second;
        string what = binding switch
        {
            EventChannelStatus.Unbound => $" for domain {(ushort)result.Third}",
            EventChannelStatus.Interdomain => $" with domain {(ushort)result.Third} port {result.Third >> 32}",
            EventChannelStatus.Pirq or EventChannelStatus.Virq => $" {(uint)result.Third}",
            _ => string.Empty,
        };
        return $"{binding}{what} vCPU {result.Second >> 32}".ToLowerInvariant();
    }
}
