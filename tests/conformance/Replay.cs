using System;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance;

/// <summary>Runs scripts on a target, and takes every answer and every shared word after each operation into a digest.</summary>
public sealed unsafe class Replay
{
    private const ulong Untouched = 0xA5A5_A5A5_A5A5_A5A5;
    private const int ArgumentWords = 4;
    private const ulong FrameOfNobody = 0xF_FFFF_FFFF;

    private readonly ReplayTarget _target;
    private readonly EventAbi _abi;
    private readonly TwoLevelWords _words;
    private readonly FifoWords _fifoWords;

    /// <summary>Scripts on a target.</summary>
    /// <param name="target">What they are replayed on.</param>
    /// <param name="abi">The ABI that the scripts are about: the pages of FIFO are looked at for FIFO only.</param>
    public Replay(ReplayTarget target, EventAbi abi)
    {
        _target = target;
        _abi = abi;
        _words = new TwoLevelWords(target);
        _fifoWords = new FifoWords(target);
    }

    /// <summary>Operations replayed so far.</summary>
    public long OperationCount { get; private set; }

    /// <summary>Runs a script.</summary>
    /// <param name="script">The operations.</param>
    /// <param name="log">Takes a line for each operation, or null.</param>
    /// <returns>The digest of all results and words.</returns>
    public ulong Run(ReadOnlySpan<Operation> script, Action<string>? log)
    {
        ulong digest = StateDigest.Empty;
        for (int step = 0; step < script.Length; step++)
        {
            OperationResult result = Execute(script[step]);
            digest = StateDigest.Mix(digest, (ulong)result.Raw);
            digest = StateDigest.Mix(digest, result.First);
            digest = StateDigest.Mix(digest, result.Second);
            digest = StateDigest.Mix(digest, result.Third);
            digest = _words.Digest(digest);
            digest = _abi == EventAbi.Fifo ? _fifoWords.Digest(digest) : digest;
            log?.Invoke(Describe(step, script[step], result));
        }

        return _fifoWords.DigestAll(digest);
    }

    /// <summary>Does one operation.</summary>
    public OperationResult Execute(in Operation operation)
    {
        OperationCount++;
        ulong* argument = stackalloc ulong[ArgumentWords];
        new Span<ulong>(argument, ArgumentWords).Fill(Untouched);
        if (operation.IsCommand)
        {
            WriteArgument(operation, argument);
            HypercallResult answer = _target.EventChannelOp((uint)operation.Kind, argument);
            HideFrame(operation, argument);
            return new OperationResult(answer.Raw, argument[0], argument[1], argument[2]);
        }

        return operation.Kind switch
        {
            OperationKind.UnknownCommand => new OperationResult(_target.EventChannelOp(operation.First, argument).Raw),
            OperationKind.BadArgument => new OperationResult(_target.EventChannelOp(operation.First, BadAddress(operation.Second)).Raw),
            OperationKind.OldForm => CallOldForm(operation.First, argument),
            OperationKind.RunTimerOut => new OperationResult(_target.Hypervisor.SetTimerOp(1).Raw),
            _ => new OperationResult(Touch(operation)),
        };
    }

    /// <summary>Which frame a page is differs from machine to machine: the page stands for it.</summary>
    private void HideFrame(in Operation operation, ulong* argument)
    {
        uint? page = operation.Kind switch
        {
            OperationKind.InitializeControl => operation.Second,
            OperationKind.ExpandArray => operation.First,
            _ => null,
        };
        if (page != null && argument[0] == FrameOf(page.Value))
        {
            argument[0] = page.Value;
        }
    }

    private static void* BadAddress(uint which) => which == 0 ? null : (void*)0x8000_0000_0000_0000;

    private OperationResult CallOldForm(uint command, ulong* argument)
    {
        *(uint*)argument = command;
        HypercallResult answer = _target.EventChannelOpCompat(argument);
        return new OperationResult(answer.Raw, argument[0], argument[1], argument[2]);
    }

    /// <summary>What the guest does itself; the value is what it read.</summary>
    private long Touch(in Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.StartAnew:
                _words.StartAnew(operation.First == 0 ? 0 : ulong.MaxValue);
                _fifoWords.StartAnew(operation.First == 0 ? 0 : 1u << FifoEvents.MaskedBit);
                return 0;
            case OperationKind.SetMaskBit:
                return _words.SetMask(operation.First) ? 1 : 0;
            case OperationKind.ClearMaskBit:
                return _words.ClearMask(operation.First) ? 1 : 0;
            case OperationKind.SetPendingBit:
                return _words.SetPending(operation.First) ? 1 : 0;
            case OperationKind.ClearPendingBit:
                return _words.ClearPending(operation.First) ? 1 : 0;
            case OperationKind.TakeSelector:
                return (long)_words.TakeSelector(operation.First);
            case OperationKind.ClearUpcallPending:
                _words.ClearUpcallPending(operation.First);
                return 0;
            default:
                return TouchFifo(operation);
        }
    }

    private long TouchFifo(in Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.SetWordBit:
                return _fifoWords.SetBit(operation.First, operation.Second) ? 1 : 0;
            case OperationKind.ClearWordBit:
                return _fifoWords.ClearBit(operation.First, operation.Second) ? 1 : 0;
            case OperationKind.WriteWord:
                _fifoWords.Write(operation.First, operation.Second);
                return 0;
            case OperationKind.Unlink:
                return _fifoWords.Unlink(operation.First);
            case OperationKind.TakeReady:
                return _fifoWords.TakeReady(operation.First);
            case OperationKind.ConsumeHead:
                return _fifoWords.ConsumeHead(operation.First, operation.Second);
            case OperationKind.WriteHead:
                _fifoWords.WriteHead(operation.First, operation.Second, operation.Third);
                return 0;
            default:
                throw new InvalidOperationException($"{operation.Kind} is no operation");
        }
    }

    private void WriteArgument(in Operation operation, void* argument)
    {
        switch (operation.Kind)
        {
            case OperationKind.AllocateUnbound:
                ((EvtchnAllocUnbound*)argument)->Domain = (ushort)operation.First;
                ((EvtchnAllocUnbound*)argument)->RemoteDomain = (ushort)operation.Second;
                break;
            case OperationKind.BindInterdomain:
                ((EvtchnBindInterdomain*)argument)->RemoteDomain = (ushort)operation.First;
                ((EvtchnBindInterdomain*)argument)->RemotePort = operation.Second;
                break;
            case OperationKind.GetStatus:
                ((EvtchnStatus*)argument)->Domain = (ushort)operation.First;
                ((EvtchnStatus*)argument)->Port = operation.Second;
                break;
            case OperationKind.Reset or OperationKind.ContinueReset:
                ((EvtchnReset*)argument)->Domain = (ushort)operation.First;
                break;
            case OperationKind.InitializeControl:
                ((EvtchnInitControl*)argument)->Vcpu = operation.First;
                ((EvtchnInitControl*)argument)->ControlFrame = FrameOf(operation.Second);
                ((EvtchnInitControl*)argument)->Offset = operation.Third;
                break;
            case OperationKind.ExpandArray:
                ((EvtchnExpandArray*)argument)->ArrayFrame = FrameOf(operation.First);
                break;
            case OperationKind.Close or OperationKind.Send or OperationKind.Unmask or OperationKind.BindInterprocessorInterrupt:
                *(uint*)argument = operation.First;
                break;
            default:
                // bind_virq, bind_pirq, bind_vcpu, set_priority: two numbers of 32 bits.
                ((uint*)argument)[0] = operation.First;
                ((uint*)argument)[1] = operation.Second;
                break;
        }
    }

    private ulong FrameOf(uint page) => page < ReplayTarget.PageCount ? _target.FrameOf(page).Value : FrameOfNobody;

    private string Describe(int step, in Operation operation, in OperationResult result)
    {
        StringBuilder text = new($"{step,4} {operation} -> {result}");
        _words.Describe(text);
        if (_abi == EventAbi.Fifo)
        {
            _fifoWords.Describe(text);
        }

        return text.ToString();
    }
}
