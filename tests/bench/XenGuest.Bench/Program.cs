using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using XenGuest.Bench;

const string Usage = "usage: XenGuest.Bench hypercalls [--json FILE]";

string? jsonFile = null;
switch (args)
{
    case ["hypercalls"]:
        break;
    case ["hypercalls", "--json", string file]:
        jsonFile = file;
        break;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

IReadOnlyList<BenchRow> rows = HypercallBench.Run();
foreach (BenchRow row in rows)
{
    Console.WriteLine($"{row.What}: {row.Ours} {row.Unit}{(row.Peer is null ? "" : $", peer {row.Peer} {row.Unit}, ratio {row.Ratio:0.00}")}");
}

if (jsonFile is not null)
{
    File.WriteAllText(jsonFile, JsonSerializer.Serialize(rows));
}

return 0;
