namespace XenGuest.Kernel.Explored;

/// <summary>One choice of a schedule.</summary>
/// <param name="Chosen">Which option was taken.</param>
/// <param name="Count">Of how many.</param>
internal readonly record struct Choice(int Chosen, int Count);
