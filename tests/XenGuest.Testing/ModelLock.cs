using System.Threading;

namespace XenGuest.Testing;

/// <summary>Keeps one vCPU at a time inside Xen's own state; the words shared with guests are outside of it.</summary>
/// <remarks>A build for exploration has its own, which lets another thread run instead of blocking.</remarks>
internal sealed class ModelLock
{
    private readonly Lock _lock = new();

    internal void Enter() => _lock.Enter();

    internal void Exit() => _lock.Exit();
}
