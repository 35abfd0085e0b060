namespace XenGuest.Kernel.Explored;

/// <summary>A plain store that only its own thread sees yet.</summary>
internal readonly record struct LateStore(Place Place, int Size, ulong Value);
