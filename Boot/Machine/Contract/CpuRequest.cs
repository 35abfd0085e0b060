namespace XenGuest.Machine.Contract;

/// <summary>What one CPU asks of another.</summary>
internal enum CpuRequest : uint
{
    /// <summary>Nothing, or what was asked is done.</summary>
    None,

    /// <summary>To finish its writes to memory and forget what it has read (membarrier).</summary>
    Barrier,

    /// <summary>The same, and to forget every translation of an address.</summary>
    FlushTranslations,

    /// <summary>The same, of an idle CPU too: a table of translations is given back, which any CPU may still read while it looks ahead.</summary>
    FlushTables,
}
