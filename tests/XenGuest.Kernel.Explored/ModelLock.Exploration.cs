using XenGuest.Kernel.Explored;

namespace XenGuest.Testing;

/// <summary>The model's lock under a scheduler: who finds it taken lets the others run until it is free.</summary>
internal sealed class ModelLock
{
    private XenLocks _taken;

    internal void Enter(XenLocks locks)
    {
        Schedule.Point();
        Schedule.WaitUntil(() => (_taken & locks) == 0);
        _taken |= locks;
        Schedule.EnterXen();
    }

    internal void Exit(XenLocks locks)
    {
        _taken &= ~locks;
        Schedule.LeaveXen();
    }
}
