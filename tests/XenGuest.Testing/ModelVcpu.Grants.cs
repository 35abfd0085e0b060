using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>Grant tables: the commands that Xen has for guests with hardware virtualisation. The others, transfer and get_status_frames
/// among them, answer ENOSYS.</content>
public sealed unsafe partial class ModelVcpu
{
    /// <inheritdoc/>
    /// <remarks>Xen: hvm_grant_table_op, xen/arch/x86/hvm/hypercall.c; do_grant_table_op, xen/common/grant_table.c.</remarks>
    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count)
    {
        XenErrno error = Begin(HypercallNumber.GrantTableOp, (uint)command);
        if (error == XenErrno.None)
        {
            error = Check(command, arguments, count);
        }

        if (error == XenErrno.None && (count != 0 || !IsBatch(command)))
        {
            Domain.Host.Lock.Enter(XenLocks.Grants);
            error = Execute(command, arguments, count);
            Domain.Host.Lock.Exit(XenLocks.Grants);
        }

        return Result(error);
    }

    private static GnttabCopy<ulong> Widen(in GnttabCopy<uint> argument) => new()
    {
        Source = Widen(argument.Source),
        Destination = Widen(argument.Destination),
        Length = argument.Length,
        Flags = argument.Flags,
    };

    private static GnttabCopyPtr<ulong> Widen(in GnttabCopyPtr<uint> end) => new()
    {
        Frame = end.Frame,
        Domain = end.Domain,
        Offset = end.Offset,
    };

    private static bool IsBatch(GrantTableCommand command) => command
        is GrantTableCommand.MapGrantReference or GrantTableCommand.UnmapGrantReference or GrantTableCommand.Copy
        or GrantTableCommand.SwapGrantReferences;

    /// <summary>What is wrong before any structure is looked at, in Xen's order.</summary>
    private static XenErrno Check(GrantTableCommand command, void* arguments, uint count)
    {
        bool isSingle = command is GrantTableCommand.QuerySize or GrantTableCommand.SetupTable;
        if (!isSingle && !IsBatch(command) && command is not (GrantTableCommand.SetVersion or GrantTableCommand.GetVersion))
        {
            return XenErrno.NotImplemented;
        }

        if ((int)count < 0 || (isSingle && count != 1))
        {
            return XenErrno.InvalidArgument;
        }

        bool isRead = count != 0 || !IsBatch(command);
        return isRead && !EventChannelModel.CanBeMemory(arguments) ? XenErrno.BadAddress : XenErrno.None;
    }

    private XenErrno Execute(GrantTableCommand command, void* arguments, uint count) => command switch
    {
        GrantTableCommand.MapGrantReference => Map((GnttabMapGrantRef*)arguments, count),
        GrantTableCommand.UnmapGrantReference => Unmap((GnttabUnmapGrantRef*)arguments, count),
        GrantTableCommand.Copy when Domain.Shape.WordSize == sizeof(ulong) => Copy((GnttabCopy<ulong>*)arguments, count),
        GrantTableCommand.Copy => Copy((GnttabCopy<uint>*)arguments, count),
        GrantTableCommand.QuerySize => QuerySize((GnttabQuerySize*)arguments),
        GrantTableCommand.SetupTable when Domain.Shape.WordSize == sizeof(ulong) => SetUpTable((GnttabSetupTable<ulong>*)arguments),
        GrantTableCommand.SwapGrantReferences => Swap((GnttabSwapGrantRef*)arguments, count),
        GrantTableCommand.SetVersion => SetVersion((GnttabSetVersion*)arguments),
        GrantTableCommand.GetVersion => GetVersion((GnttabGetVersion*)arguments),
        _ => XenErrno.NotImplemented,
    };

    private XenErrno Map(GnttabMapGrantRef* operations, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            Domain.Mappings.Map(operations + i);
        }

        return XenErrno.None;
    }

    private XenErrno Unmap(GnttabUnmapGrantRef* operations, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = Domain.Mappings.Unmap(operations[i]);
        }

        return XenErrno.None;
    }

    private XenErrno Copy(GnttabCopy<ulong>* operations, uint count)
    {
        GrantCopyBatch batch = new(Domain);
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = batch.Copy(operations[i]);
        }

        batch.End();
        return XenErrno.None;
    }

    private XenErrno Swap(GnttabSwapGrantRef* operations, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = Domain.Grants.Swap(operations[i].ReferenceA, operations[i].ReferenceB);
        }

        return XenErrno.None;
    }

    /// <summary>Xen: gnttab_setup_table.</summary>
    private XenErrno SetUpTable(GnttabSetupTable<ulong>* argument)
    {
        ModelDomain? target = Domain.Host.Find(argument->Domain, Domain);
        argument->Status = target == null ? GrantStatus.BadDomain
            : !MayAskAbout(target) ? GrantStatus.PermissionDenied
            : target.Grants.SetUp(argument->FrameCount, (ulong*)argument->FrameList);
        return XenErrno.None;
    }

    private XenErrno Copy(GnttabCopy<uint>* operations, uint count)
    {
        GrantCopyBatch batch = new(Domain);
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = batch.Copy(Widen(operations[i]));
        }

        batch.End();

        return XenErrno.None;
    }

    /// <summary>Xen: gnttab_query_size.</summary>
    private XenErrno QuerySize(GnttabQuerySize* argument)
    {
        ModelDomain? target = Domain.Host.Find(argument->Domain, Domain);
        if (target == null || !MayAskAbout(target))
        {
            argument->Status = target == null ? GrantStatus.BadDomain : GrantStatus.PermissionDenied;
            return XenErrno.None;
        }

        argument->FrameCount = target.Grants.FrameCount;
        argument->MaximumFrameCount = target.Grants.MaximumFrameCount;
        argument->Status = GrantStatus.Okay;
        return XenErrno.None;
    }

    private XenErrno SetVersion(GnttabSetVersion* argument)
    {
        XenErrno error = Domain.Grants.SetVersion((GrantVersion)argument->Version);
        argument->Version = (uint)Domain.Grants.Version;
        return error;
    }

    /// <summary>Xen: gnttab_get_version.</summary>
    private XenErrno GetVersion(GnttabGetVersion* argument)
    {
        ModelDomain? target = Domain.Host.Find(argument->Domain, Domain);
        if (target == null || !MayAskAbout(target))
        {
            return target == null ? XenErrno.NoSuchDomain : XenErrno.NotPermitted;
        }

        argument->Version = (uint)target.Grants.Version;
        return XenErrno.None;
    }

    private bool MayAskAbout(ModelDomain target) => target == Domain || Domain.Shape.IsControlDomain;
}
