namespace XenGuest.Bench.Events;

/// <summary>One of those that are compared.</summary>
internal abstract class Side(string name)
{
    public string Name { get; } = name;

    /// <summary>Hypercalls made so far, by this side's guest.</summary>
    public abstract ulong Hypercalls { get; }

    /// <summary>Handles every event that waits, as an upcall does: takes the upcall, then dispatches.</summary>
    public abstract void Upcall();
}
