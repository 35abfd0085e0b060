namespace XenGuest.Kernel;

/// <summary>What a permission allows; the value is the letter that stands for it.</summary>
public enum StoreAccess : byte
{
    /// <summary>Nothing.</summary>
    None = (byte)'n',

    /// <summary>Reading.</summary>
    Read = (byte)'r',

    /// <summary>Writing.</summary>
    Write = (byte)'w',

    /// <summary>Both.</summary>
    Both = (byte)'b',
}
