namespace XenGuest.Kernel;

/// <summary>Which transaction a request belongs to.</summary>
public readonly struct StoreTransactionId
{
    /// <summary>A transaction.</summary>
    /// <param name="value">xenstored's number of it; 0 is none, as is the default.</param>
    /// <param name="generation">The <see cref="StoreConnection.Generation"/> in which it was begun.</param>
    public StoreTransactionId(uint value, uint generation)
    {
        Value = value;
        Generation = generation;
    }

    /// <summary>xenstored's number of it; 0 outside of transactions.</summary>
    public uint Value { get; }

    /// <summary>How often the connection had been restored when it was begun: no transaction outlives that.</summary>
    public uint Generation { get; }
}
