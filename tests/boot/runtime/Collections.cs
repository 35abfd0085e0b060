using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;

namespace XenGuest.BootGuests.Runtime;

internal static class Collections
{
    private const int Many = 20_000;

    public static void Run()
    {
        Dictionary<string, int> byName = Enumerable.Range(0, Many).ToDictionary(static i => $"key {i}");
        Check.Equal("a dictionary of 20000 strings finds each", Many, byName.Count(static pair => pair.Key == $"key {pair.Value}"));

        List<int> numbers = [.. Enumerable.Range(0, Many).Select(static i => (int)((uint)i * 2_654_435_761u >> 1))];
        List<int> sorted = [.. numbers];
        sorted.Sort();
        Check.That("a sorted list is the ordered sequence", sorted.SequenceEqual(numbers.Order()));

        PriorityQueue<string, int> queue = new();
        queue.EnqueueRange([("c", 3), ("a", 1), ("b", 2)]);
        Check.Equal("a priority queue gives the least first", "abc", string.Concat(Enumerable.Range(0, 3).Select(_ => queue.Dequeue())));

        SortedDictionary<string, int> words = [];
        foreach (string word in "the quick brown fox jumps over the lazy dog the end".Split(' '))
        {
            words[word] = words.GetValueOrDefault(word) + 1;
        }

        Check.Equal("a sorted dictionary counts words", "brown=1 dog=1 end=1", string.Join(' ', words.Take(3).Select(static w => $"{w.Key}={w.Value}")));
        Check.Equal(
            "LINQ groups, orders and aggregates",
            "4:[jumps,quick]",
            words.Keys.GroupBy(static w => w.Length - 1).OrderByDescending(static g => g.Key).Select(static g => $"{g.Key}:[{string.Join(',', g.Order().Skip(1))}]").First());
        Check.Equal("immutable, frozen and hash sets agree", 3, ImmutableList.Create(1, 2, 3).ToFrozenSet().Intersect(new HashSet<int> { 1, 2, 3, 4 }).Count());

        ConcurrentDictionary<int, int> counts = new();
        counts.AddOrUpdate(7, 1, static (_, n) => n + 1);
        Check.Equal("a concurrent dictionary adds and updates", 2, counts.AddOrUpdate(7, 1, static (_, n) => n + 1));

        ConditionalWeakTable<object, string> attached = [];
        object key = new();
        attached.Add(key, "attached");
        Check.That("a conditional weak table keeps what is attached", attached.TryGetValue(key, out string? value) && value == "attached");
        Check.That("a binary search finds its place", sorted.BinarySearch(sorted[Many / 2]) >= 0);
    }
}
