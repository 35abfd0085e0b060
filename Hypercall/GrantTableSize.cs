namespace XenGuest.Hypercall;

/// <summary>How large a grant table is, in frames.</summary>
/// <param name="frameCount">The frames it has.</param>
/// <param name="maximumFrameCount">The frames it can have.</param>
public readonly struct GrantTableSize(uint frameCount, uint maximumFrameCount)
{
    /// <summary>The frames it has.</summary>
    public uint FrameCount { get; } = frameCount;

    /// <summary>The frames it can have.</summary>
    public uint MaximumFrameCount { get; } = maximumFrameCount;
}
