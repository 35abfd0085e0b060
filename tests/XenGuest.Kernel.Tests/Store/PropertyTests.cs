using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

public sealed class PropertyTests
{
    private static readonly int s_cases = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 20_000 : 200;

    private static readonly string[] s_paths = ["a", "b", "a/x", "a/y", "a/x/z", "b/x"];

    /// <remarks>The other side is a sorted table of paths that knows nothing of the protocol.</remarks>
    [Fact]
    public void The_tree_is_what_the_operations_made_it_and_watches_hear_of_each_change()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers =>
        {
            using StoreScene scene = new();
            TestWatch watch = scene.Client.Watch("a");
            SortedDictionary<string, string> expected = new(StringComparer.Ordinal);
            foreach (int number in numbers)
            {
                string path = s_paths[(uint)number % s_paths.Length];
                int heard = watch.Changed.Count;
                bool hasChanged = Do(scene, expected, path, (uint)number / 8);
                bool concerns = path == "a" || path.StartsWith("a/", StringComparison.Ordinal);
                Assert.Equal(hasChanged && concerns, watch.Changed.Count > heard);
            }

            return s_paths.All(path => scene.Read(path) == expected.GetValueOrDefault(path, "[NotFound]"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(s_cases));
    }

    /// <summary>Does one operation on both sides.</summary>
    /// <returns>Whether it changes something.</returns>
    private static bool Do(StoreScene scene, SortedDictionary<string, string> expected, string path, uint number)
    {
        if (number % 3 != 0)
        {
            Assert.Equal(XenErrno.None, scene.Write(path, $"{number}"));
            for (int slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                expected.TryAdd(path[..slash], "");
            }

            expected[path] = $"{number}";
            return true;
        }

        bool wasThere = expected.ContainsKey(path);
        bool isBelowSomething = !path.Contains('/') || expected.ContainsKey(path[..path.LastIndexOf('/')]);
        Assert.Equal(
            wasThere || isBelowSomething ? XenErrno.None : XenErrno.NotFound,
            scene.Client.Do(request => request.Remove(path, default)).Errno);
        foreach (string gone in expected.Keys.Where(key => key == path || key.StartsWith(path + "/", StringComparison.Ordinal)).ToArray())
        {
            expected.Remove(gone);
        }

        return wasThere;
    }
}
