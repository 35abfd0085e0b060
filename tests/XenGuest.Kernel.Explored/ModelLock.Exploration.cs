using XenGuest.Kernel.Explored;

namespace XenGuest.Testing;

/// <summary>The model's lock under a scheduler: who finds it taken lets the others run until it is free.</summary>
internal sealed class ModelLock
{
    private bool _taken;

    internal void Enter()
    {
        Schedule.Point();
        Schedule.WaitUntil(() => !_taken);
        _taken = true;
        Schedule.EnterXen();
    }

    internal void Exit()
    {
        _taken = false;
        Schedule.LeaveXen();
    }
}
