using System.Threading;

namespace XenGuest.Testing;

/// <summary>Keeps one vCPU at a time inside the part of Xen's own state that a lock is for; the words shared with guests are
/// outside of it.</summary>
/// <remarks>A build for exploration has its own, which lets another thread run instead of blocking.</remarks>
internal sealed class ModelLock
{
    private readonly Lock _ports = new();
    private readonly Lock _table = new();
    private readonly Lock _grants = new();

    internal void Enter(XenLocks locks)
    {
        // The table's lock is the outer one, as in Xen.
        if ((locks & XenLocks.Table) != 0)
        {
            _table.Enter();
        }

        if ((locks & XenLocks.Ports) != 0)
        {
            _ports.Enter();
        }

        // Nobody holds it together with one of the others.
        if ((locks & XenLocks.Grants) != 0)
        {
            _grants.Enter();
        }
    }

    internal void Exit(XenLocks locks)
    {
        if ((locks & XenLocks.Grants) != 0)
        {
            _grants.Exit();
        }

        if ((locks & XenLocks.Ports) != 0)
        {
            _ports.Exit();
        }

        if ((locks & XenLocks.Table) != 0)
        {
            _table.Exit();
        }
    }
}
