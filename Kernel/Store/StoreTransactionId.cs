namespace XenGuest.Kernel;

/// <summary>Which transaction a request belongs to.</summary>
public readonly struct StoreTransactionId
{
    /// <summary>A transaction.</summary>
    /// <param name="value">xenstored's number of it; 0 is none, as is the default.</param>
    public StoreTransactionId(uint value) => Value = value;

    /// <summary>xenstored's number of it; 0 outside of transactions.</summary>
    public uint Value { get; }
}
