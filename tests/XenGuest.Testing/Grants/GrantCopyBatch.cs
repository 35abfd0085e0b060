using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>The copies of one hypercall: what one has claimed is there for the next, if that names the same.</summary>
/// <remarks>Xen: gnttab_copy and gnttab_copy_one, xen/common/grant_table.c; the statuses are found in its order.</remarks>
/// <param name="caller">Who copies.</param>
internal sealed unsafe class GrantCopyBatch(ModelDomain caller)
{
    private readonly GrantCopyEnd _source = new(caller, GrantAccess.ReadOnly);
    private readonly GrantCopyEnd _destination = new(caller, GrantAccess.ReadWrite);

    internal GrantStatus Copy(in GnttabCopy<ulong> operation)
    {
        GrantStatus status = operation.Length == 0 && caller.Host.Release >= XenRelease.Xen420
            ? GrantStatus.Okay : Do(operation);
        if (status != GrantStatus.Okay)
        {
            End();
        }

        return status;
    }

    internal void End()
    {
        _source.Release();
        _destination.Release();
    }

    private GrantStatus Do(in GnttabCopy<ulong> operation)
    {
        bool fromReference = (operation.Flags & GrantCopyFlags.SourceIsReference) != 0;
        bool toReference = (operation.Flags & GrantCopyFlags.DestinationIsReference) != 0;
        if (!_source.IsOf(operation.Source.Domain) || !_destination.IsOf(operation.Destination.Domain))
        {
            End();
            GrantStatus found = _source.FindOwner(operation.Source.Domain);
            found = found == GrantStatus.Okay ? _destination.FindOwner(operation.Destination.Domain) : found;
            if (found != GrantStatus.Okay)
            {
                _source.ForgetOwner();
                _destination.ForgetOwner();
                return found;
            }
        }

        GrantStatus status = _source.Claim(operation.Source.Frame, fromReference);
        status = status == GrantStatus.Okay ? _destination.Claim(operation.Destination.Frame, toReference) : status;
        return status == GrantStatus.Okay ? Move(operation) : status;
    }

    /// <summary>Xen: gnttab_copy_buf.</summary>
    private GrantStatus Move(in GnttabCopy<ulong> operation)
    {
        int from = operation.Source.Offset;
        int to = operation.Destination.Offset;
        int length = operation.Length;
        if (from + length > GuestFrame.Size || to + length > GuestFrame.Size)
        {
            return GrantStatus.BadCopyArgument;
        }

        if (!_source.Contains(from, length) || !_destination.Contains(to, length))
        {
            return GrantStatus.GeneralError;
        }

        // From the first byte to the last, as Xen: it shows where both ends are of one page.
        for (int i = 0; i < length; i++)
        {
            _destination.Page[to + i] = _source.Page[from + i];
        }

        return GrantStatus.Okay;
    }
}
