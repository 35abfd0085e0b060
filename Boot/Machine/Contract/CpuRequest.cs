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

    /// <summary>To stand still, interrupts off, until another request is left: the domain is about to stop.</summary>
    StandStill,

    /// <summary>Left by the CPU that stands still, for the one that asked.</summary>
    StandsStill,

    /// <summary>To go on in a domain that was restored: Xen has forgotten what this vCPU had told it.</summary>
    GoOnRestored,
}
