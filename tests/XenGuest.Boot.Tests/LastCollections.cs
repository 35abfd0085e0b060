using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("XenGuest.Boot.Tests.LastCollections", "XenGuest.Boot.Tests")]

namespace XenGuest.Boot.Tests;

/// <summary>Begins with the tests that boot guests one by one, whose images take a while to build; those that share a Linux dom0 come last.</summary>
public sealed class LastCollections : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(static collection => collection.DisplayName == nameof(Dom0Collection));
}
