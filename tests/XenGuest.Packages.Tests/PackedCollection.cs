using Xunit;

namespace XenGuest.Packages.Tests;

/// <summary>The tests that share one packing.</summary>
[CollectionDefinition(Name)]
public class PackedCollection : ICollectionFixture<PackedPackages>
{
    internal const string Name = "packed";
}
