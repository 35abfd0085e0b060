using Xunit;

namespace XenGuest.Boot.Tests;

/// <summary>The tests that share one Linux dom0.</summary>
[CollectionDefinition(nameof(Dom0Collection))]
public sealed class Dom0Collection : ICollectionFixture<Dom0Rig>
{
}
