namespace XenGuest.Kernel;

/// <summary>Which end of a device.</summary>
public enum DeviceSide
{
    /// <summary>The one that uses the device.</summary>
    Frontend,

    /// <summary>The one that serves it.</summary>
    Backend,
}
