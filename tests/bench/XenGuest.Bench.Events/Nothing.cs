namespace XenGuest.Bench.Events;

/// <summary>Handles nothing: what measuring costs.</summary>
internal sealed class Nothing() : Side("nothing")
{
    public override ulong Hypercalls => 0;

    public override void Upcall() => Reference.NoUpcall(0);
}
