using XenGuest.Kernel;

namespace XenGuest.Platform;

/// <summary>The frames of the bare machine.</summary>
internal sealed unsafe class MachineFrames : FramePool
{
    /// <inheritdoc/>
    public override ulong Available => MachinePlatform.ReadCounts().AvailableFrames;

    /// <inheritdoc/>
    public override uint Take(nuint* frames, uint count, ulong keep) => MachinePlatform.TakeFrames(frames, count, keep);

    /// <inheritdoc/>
    public override void Give(nuint* frames, uint count) => MachinePlatform.GiveFrames(frames, count);
}
