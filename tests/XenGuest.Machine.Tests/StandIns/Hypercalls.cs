namespace XenGuest.Machine.Xen;

/// <summary>Stands in for the way into Xen: remembers which one was chosen.</summary>
internal static class Hypercalls
{
    internal static bool IsDirect { get; set; }

    internal static void UseDirectForm() => IsDirect = true;
}
