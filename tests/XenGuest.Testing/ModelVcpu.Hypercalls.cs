using System;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>The hypercalls.</content>
public sealed unsafe partial class ModelVcpu
{
    private const ulong LongestTimerNanoseconds = 1ul << 50;
    private const ulong HugeTimerNanoseconds = 100_000_000;

    /// <inheritdoc/>
    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.EventChannelOp, (uint)command);
        if ((uint)command < (uint)_eventOperations.Length)
        {
            _eventOperations[(int)command]++;
        }

        if (error == XenErrno.None)
        {
            XenLocks locks = EventChannelModel.LocksOf(command);
            Domain.Host.Lock.Enter(locks);
            error = Domain.Events.Execute(command, argument);
            Domain.Host.Lock.Exit(locks);
        }

        return Result(error);
    }

    /// <summary>The hypercall that took event channel operations before Xen 3.1.</summary>
    /// <param name="argument">Its argument: a command and what belongs to it.</param>
    /// <returns><see cref="XenErrno.NotImplemented"/>: only paravirtualised guests still have it.</returns>
    /// <remarks>Xen: do_event_channel_op_compat, which is not among the hypercalls of guests with hardware virtualisation.</remarks>
    public HypercallResult EventChannelOpCompat(void* argument)
    {
        _ = argument;
        XenErrno error = Begin(HypercallNumber.EventChannelOpCompat, 0);
        return Result(error != XenErrno.None ? error : XenErrno.NotImplemented);
    }

    /// <inheritdoc/>
    public override HypercallResult MemoryOp(MemoryCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.MemoryOp, (uint)command);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        if (command is MemoryCommand.DecreaseReservation or MemoryCommand.PopulatePhysmap)
        {
            return argument == null ? Result(XenErrno.BadAddress) : ChangeReservation(command, argument);
        }

        if (command != MemoryCommand.AddToPhysmap)
        {
            return Result(XenErrno.NotImplemented);
        }

        if (argument == null)
        {
            return Result(XenErrno.BadAddress);
        }

        return Domain.Shape.WordSize == sizeof(ulong)
            ? Result(AddToPhysmap(*(XenAddToPhysmap<ulong>*)argument))
            : Result(AddToPhysmap(Widen(*(XenAddToPhysmap<uint>*)argument)));
    }

    /// <inheritdoc/>
    public override HypercallResult SchedOp(SchedCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.SchedOp, (uint)command);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        switch (command)
        {
            case SchedCommand.Yield:
                return Result(XenErrno.None);
            case SchedCommand.Shutdown when argument == null:
                return Result(XenErrno.BadAddress);
            case SchedCommand.Shutdown:
                return ShutDown(((SchedShutdown*)argument)->Reason);
            case SchedCommand.Poll when argument == null:
                return Result(XenErrno.BadAddress);
            case SchedCommand.Poll:
                return Result(Poll(argument));
            default:
                return Result(XenErrno.NotImplemented);
        }
    }

    /// <summary>Xen: domain_shutdown. A domain that is down does not run: where nobody resumes it, the answer is to nobody.</summary>
    private HypercallResult ShutDown(ShutdownReason reason)
    {
        Domain.Shutdown = reason;
        HypercallResult answer = new(reason == ShutdownReason.Suspend ? Domain.Suspend() : 0);
        Domain.Host.InterruptKicked();
        return answer;
    }

    /// <inheritdoc/>
    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.VcpuOp, (uint)command);
        ModelVcpu? target = Domain.FindVcpu(vcpu.Value);
        if (error != XenErrno.None || target == null)
        {
            return Result(target == null ? XenErrno.NotFound : error);
        }

        return command switch
        {
            VcpuCommand.IsUp => new HypercallResult(target.IsUp ? 1 : 0),
            VcpuCommand.GetRunStateInfo or VcpuCommand.RegisterRunStateMemoryArea when argument == null => Result(XenErrno.BadAddress),
            VcpuCommand.GetRunStateInfo => Result(target.StoreRunState(argument)),
            VcpuCommand.RegisterRunStateMemoryArea => Result(target.RegisterRunState(*(VcpuRegisterMemoryArea*)argument, this)),
            VcpuCommand.RegisterVcpuInfo when argument == null => Result(XenErrno.BadAddress),
            VcpuCommand.RegisterVcpuInfo => Result(Register(target, *(VcpuRegisterVcpuInfo*)argument)),
            _ => Result(XenErrno.NotImplemented),
        };
    }

    /// <inheritdoc/>
    public override HypercallResult HvmOp(HvmCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.HvmOp, (uint)command);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        if (command is not (HvmCommand.SetParameter or HvmCommand.GetParameter or HvmCommand.SetEventUpcallVector))
        {
            return Result(XenErrno.NotImplemented);
        }

        if (argument == null)
        {
            return Result(XenErrno.BadAddress);
        }

        return Result(command switch
        {
            HvmCommand.SetParameter => SetParameter(*(XenHvmParam*)argument),
            HvmCommand.GetParameter => GetParameter((XenHvmParam*)argument),
            _ => SetUpcallVector(*(XenHvmEvtchnUpcallVector*)argument),
        });
    }

    /// <inheritdoc/>
    public override HypercallResult XenVersion(VersionCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.XenVersion, (uint)command);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        switch (command)
        {
            case VersionCommand.Version:
                return new HypercallResult((nint)Domain.Host.Release);
            case VersionCommand.PageSize:
                return new HypercallResult(GuestFrame.Size);
            case VersionCommand.ExtraVersion or VersionCommand.GetFeatures when argument == null:
                return Result(XenErrno.BadAddress);
            case VersionCommand.ExtraVersion:
                Span<byte> text = new(argument, 16);
                text.Clear();
                Encoding.ASCII.GetBytes(".0-model", text);
                return Result(XenErrno.None);
            case VersionCommand.GetFeatures:
                XenFeatureInfo* features = (XenFeatureInfo*)argument;
                features->Submap = features->SubmapIndex == 0 ? Domain.Features : 0;
                return Result(XenErrno.None);
            default:
                return Result(XenErrno.NotImplemented);
        }
    }

    /// <inheritdoc/>
    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument)
    {
        XenErrno error = Begin(HypercallNumber.PhysdevOp, (uint)command);
        return Result(error != XenErrno.None ? error : XenErrno.NotImplemented);
    }

    /// <inheritdoc/>
    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer)
    {
        XenErrno error = Begin(HypercallNumber.ConsoleIo, (uint)command);
        return Result(error != XenErrno.None ? error : XenErrno.NotImplemented);
    }

    /// <inheritdoc/>
    /// <remarks>Xen: do_set_timer_op, xen/common/sched/core.c: a moment too far away is taken for one soon.</remarks>
    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds)
    {
        XenErrno error = Begin(HypercallNumber.SetTimerOp, 0);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        ulong now = Domain.Host.SystemTimeNanoseconds;
        bool tooFar = systemTimeNanoseconds > long.MaxValue || systemTimeNanoseconds > now + LongestTimerNanoseconds;
        TimerDeadline = systemTimeNanoseconds switch
        {
            0 => null,
            _ => tooFar ? now + HugeTimerNanoseconds : systemTimeNanoseconds,
        };

        // A moment that is over has its event before Xen returns.
        Domain.Host.Advance(0);
        return Result(XenErrno.None);
    }
}
