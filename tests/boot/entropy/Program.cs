using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using XenGuest.BootGuests;

Guid id = Guid.NewGuid();
Console.WriteLine($"first GUID: {id}");
Console.WriteLine($"first number: {new Random().NextInt64()}");
Console.WriteLine($"hash of a text: {"text".GetHashCode():x8}");

Check.Equal("a GUID says that it is random", '4', id.ToString()[14]);
Check.Equal("5000 GUIDs differ", 5000, Enumerable.Range(0, 5000).Select(static _ => Guid.NewGuid()).Distinct().Count());

byte[] bytes = new byte[100_000];
using (FileStream random = File.OpenRead("/dev/urandom"))
{
    random.ReadExactly(bytes);
}

int[] counts = new int[256];
foreach (byte value in bytes)
{
    counts[value]++;
}

// Chi-squared with 255 degrees of freedom: outside of these bounds once in a million.
double expected = bytes.Length / 256.0;
double distance = counts.Sum(count => (count - expected) * (count - expected) / expected);
Check.That("100000 bytes of /dev/urandom are spread evenly", distance is > 155 and < 375, $"chi-squared {distance:F0}");
HashSet<ulong> words = [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BitConverter.ToUInt64(bytes, i * 8))];
Check.Equal("and none of their words comes twice", bytes.Length / 8, words.Count);
return Check.Verdict("entropy");
