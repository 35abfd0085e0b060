using System;
using XenGuest.BootGuests;

foreach (string word in args)
{
    Console.WriteLine($"argument: [{word}]");
}

Check.Equal("arguments are the words, quotes keep blanks", "one|two words|three|--four=4,5|käse|", string.Join('|', args) + "|");
Check.Equal("settings of .NET are the environment", "yes indeed", Environment.GetEnvironmentVariable("DOTNET_TEST"));
Check.Equal("the runtime obeys them", 0x2000000L, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
Check.That("options of the platform are neither", Environment.GetEnvironmentVariable("xenguest.test") is null);
Check.Equal("nothing else is in the environment", 2, Environment.GetEnvironmentVariables().Count);
return Check.Verdict("cmdline");
