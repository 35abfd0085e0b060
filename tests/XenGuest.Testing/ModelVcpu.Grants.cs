using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>Grant tables. Not modelled: setup_table and get_status_frames (a guest puts the frames into its memory by
/// XENMEM_add_to_physmap), dump_table, swap_grant_ref, cache_flush, and what only paravirtualised guests have.</content>
public sealed unsafe partial class ModelVcpu
{
    /// <inheritdoc/>
    /// <remarks>Xen: do_grant_table_op, xen/common/grant_table.c.</remarks>
    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count)
    {
        XenErrno error = Begin(HypercallNumber.GrantTableOp, (uint)command);
        if (error == XenErrno.None && (int)count < 0)
        {
            error = XenErrno.InvalidArgument;
        }

        if (error == XenErrno.None)
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

    private XenErrno Execute(GrantTableCommand command, void* arguments, uint count) => command switch
    {
        GrantTableCommand.MapGrantReference or GrantTableCommand.UnmapGrantReference or GrantTableCommand.Copy
            when count == 0 => XenErrno.None,
        GrantTableCommand.QuerySize when count != 1 => XenErrno.InvalidArgument,
        _ when arguments == null => XenErrno.BadAddress,
        GrantTableCommand.MapGrantReference => Map((GnttabMapGrantRef*)arguments, count),
        GrantTableCommand.UnmapGrantReference => Unmap((GnttabUnmapGrantRef*)arguments, count),
        GrantTableCommand.Copy when Domain.Shape.WordSize == sizeof(ulong) => Copy((GnttabCopy<ulong>*)arguments, count),
        GrantTableCommand.Copy => Copy((GnttabCopy<uint>*)arguments, count),
        GrantTableCommand.QuerySize => QuerySize((GnttabQuerySize*)arguments),
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
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = Domain.Grants.Copy(operations[i]);
        }

        return XenErrno.None;
    }

    private XenErrno Copy(GnttabCopy<uint>* operations, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            operations[i].Status = Domain.Grants.Copy(Widen(operations[i]));
        }

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
