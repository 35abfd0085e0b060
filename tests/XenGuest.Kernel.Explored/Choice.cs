namespace XenGuest.Kernel.Explored;

/// <summary>One choice of a schedule.</summary>
/// <param name="Chosen">Which thread was taken: how many that could go on were passed over for it.</param>
/// <param name="Count">Of how many that could go on.</param>
internal readonly record struct Choice(int Chosen, int Count);
