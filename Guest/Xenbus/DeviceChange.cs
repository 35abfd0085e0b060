namespace XenGuest;

/// <summary>A device has come or gone.</summary>
/// <param name="Path">Its path in xenstore, relative to this domain's part of the tree.</param>
/// <param name="IsThere">Whether it has come.</param>
public readonly record struct DeviceChange(string Path, bool IsThere);
