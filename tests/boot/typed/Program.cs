using System;
using XenGuest;

// Lines that are typed at the console come to Console.ReadLine, until one says "end". The words of the command line: how many lines
// to write, so many characters each, before that.
if (args is [string lines, string width])
{
    string line = new('.', int.Parse(width, System.Globalization.CultureInfo.InvariantCulture));
    for (int i = int.Parse(lines, System.Globalization.CultureInfo.InvariantCulture); i > 0; i--)
    {
        Console.WriteLine($"{i} {line}");
    }
}

GuestEntry.Start();
Console.WriteLine("type, and end with end");
int count = 0;
string? typed = Console.ReadLine();
while (typed is not null and not "end")
{
    count++;
    Console.WriteLine($"line {count}: {typed}");
    typed = Console.ReadLine();
}

if (typed is null && count == 0)
{
    Verdict.Skip("typed", "nobody types here");
}
else
{
    Verdict.Success("typed");
}
