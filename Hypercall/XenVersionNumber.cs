namespace XenGuest.Hypercall;

/// <summary>The version of a Xen: 4.17, 4.20.</summary>
/// <param name="major">The number before the point.</param>
/// <param name="minor">The number after it.</param>
public readonly struct XenVersionNumber(int major, int minor)
{
    /// <summary>The number before the point.</summary>
    public int Major { get; } = major;

    /// <summary>The number after it.</summary>
    public int Minor { get; } = minor;

    /// <summary>Whether this version is the given one or a later one.</summary>
    /// <param name="major">The number before the point.</param>
    /// <param name="minor">The number after it.</param>
    /// <returns>Whether it is.</returns>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
