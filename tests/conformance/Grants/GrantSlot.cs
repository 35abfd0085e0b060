namespace XenGuest.Conformance.Grants;

/// <summary>A mapping that a script has made: it names it by its place among them.</summary>
/// <param name="handle">Xen's handle of it.</param>
/// <param name="reference">What is mapped.</param>
/// <param name="place">Where.</param>
internal sealed class GrantSlot(uint handle, uint reference, uint place)
{
    public uint Handle { get; } = handle;

    public uint Reference { get; } = reference;

    public uint Place { get; } = place;

    /// <summary>Whether it has not been unmapped.</summary>
    public bool IsLive { get; set; } = true;
}
