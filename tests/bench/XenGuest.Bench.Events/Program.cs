using System;
using System.Text.Json;
using XenGuest.Bench.Events;

const string Usage = "usage: XenGuest.Bench.Events times|instructions";

switch (args)
{
    case ["times"]:
        HostBench.Times(static row => Console.WriteLine($"bench: {JsonSerializer.Serialize(row, RowContext.Default.BenchRow)}"));
        return 0;
    case ["instructions"]:
        HostBench.Instructions(Console.WriteLine);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
