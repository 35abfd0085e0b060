using System;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Machine.Contract;

namespace XenGuest;

/// <summary>What the command line asks of the platform.</summary>
public sealed class GuestOptions
{
    private const string HypercallsOption = "xenguest.hypercalls=";
    private const string EventsOption = "xenguest.events=";

    private GuestOptions(string commandLine) => CommandLine = commandLine;

    /// <summary>The whole command line, as the loader passed it.</summary>
    public string CommandLine { get; }

    /// <summary><c>xenguest.hypercalls=page|direct</c>.</summary>
    public HypercallForm Hypercalls { get; private init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="commandLine">Words with blanks between.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An option of the platform has a value that it does not know.</exception>
    public static GuestOptions Parse(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        HypercallForm form = HypercallForm.Page;
        ReadOnlySpan<char> rest = commandLine;
        while (!rest.IsEmpty)
        {
            int blank = rest.IndexOf(' ');
            ReadOnlySpan<char> word = blank < 0 ? rest : rest[..blank];
            rest = blank < 0 ? default : rest[(blank + 1)..];
            if (word.StartsWith(HypercallsOption))
            {
                form = word[HypercallsOption.Length..] switch
                {
                    "page" => HypercallForm.Page,
                    "direct" => HypercallForm.Direct,
                    _ => throw new ArgumentException($"{word}: it is page or direct", nameof(commandLine)),
                };
            }
            else if (word.StartsWith(EventsOption) && word[EventsOption.Length..] is not "2l")
            {
                throw new ArgumentException($"{word}: this version has the 2-level event ABI only (xenguest.events=2l)", nameof(commandLine));
            }
        }

        return new GuestOptions(commandLine) { Hypercalls = form };
    }

    internal static unsafe GuestOptions Read(in MachineFacts facts) =>
        Parse(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(facts.CommandLine)));
}
