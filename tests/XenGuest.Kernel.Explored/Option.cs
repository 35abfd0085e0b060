namespace XenGuest.Kernel.Explored;

/// <summary>How a schedule may go on at one point.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Thread">The thread that goes on, or whose store becomes visible.</param>
/// <param name="Stores">How many late stores of the thread that stops become visible first.</param>
internal readonly record struct Option(OptionKind Kind, ScheduledThread Thread, int Stores);
