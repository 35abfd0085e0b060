namespace XenGuest.Kernel;

/// <summary>The frames of this domain's memory that nobody uses: the host has them.</summary>
public abstract unsafe class FramePool
{
    /// <summary>How many there are.</summary>
    /// <remarks>Context: any thread. It may be another number a moment later.</remarks>
    public abstract ulong Available { get; }

    /// <summary>Takes frames out of use. What they hold is lost, and the host touches none of them until it has them back.</summary>
    /// <param name="frames">Where their numbers go.</param>
    /// <param name="count">How many are wanted; 512 at most.</param>
    /// <param name="keep">So many stay in any case.</param>
    /// <returns>How many were taken: fewer where otherwise too few would stay.</returns>
    /// <remarks>Context: any thread.</remarks>
    public abstract uint Take(nuint* frames, uint count, ulong keep);

    /// <summary>Gives frames back that were taken, with memory behind them.</summary>
    /// <param name="frames">Their numbers.</param>
    /// <param name="count">How many; 512 at most.</param>
    /// <remarks>Context: any thread.</remarks>
    public abstract void Give(nuint* frames, uint count);
}
