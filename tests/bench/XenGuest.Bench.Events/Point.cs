namespace XenGuest.Bench.Events;

/// <summary>What is measured at once.</summary>
/// <param name="Domain">Whose events.</param>
/// <param name="Pattern">Which ports wait.</param>
/// <param name="Pending">How many.</param>
internal sealed record Point(MeasuredDomain Domain, Pattern Pattern, uint Pending)
{
    public uint[] Ports { get; } = Pattern.Choose(Domain.Bound, Pending);

    public override string ToString() => $"{Domain.Abi}, {Pending} pending, {Pattern.Name}, {Domain.Bound} bound";
}
