namespace XenGuest.Hypercall.Tests.Subset;

/// <summary>A place where an assembly leaves the subset of C# that every host can compile.</summary>
internal sealed record SubsetViolation(SubsetRule Rule, string Member)
{
    public override string ToString() => $"{Rule}: {Member}";
}
