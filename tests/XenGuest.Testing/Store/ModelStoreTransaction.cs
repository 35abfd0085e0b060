namespace XenGuest.Testing;

/// <summary>A transaction that is open.</summary>
/// <param name="Start">What there was when it began.</param>
/// <param name="Tree">What it has made of that.</param>
internal sealed record ModelStoreTransaction(ModelStoreTree Start, ModelStoreTree Tree);
