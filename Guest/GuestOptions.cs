using System;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Machine;
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
    /// <param name="commandLine">Words with blanks between; double quotes keep blanks inside a word. Of the same option twice the last counts.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An option of the platform has a value that it does not know.</exception>
    public static unsafe GuestOptions Parse(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        HypercallForm form = HypercallForm.Page;
        fixed (byte* text = Encoding.UTF8.GetBytes(commandLine + '\0'))
        {
            // The machine's own words: what is one argument of the program is not an option inside of it.
            CommandLineWords words = new(text);
            while (words.TryTake(out byte* start))
            {
                string word = Marshal.PtrToStringUTF8((nint)start)!;
                if (word.StartsWith(HypercallsOption, StringComparison.Ordinal))
                {
                    form = word[HypercallsOption.Length..] switch
                    {
                        "page" => HypercallForm.Page,
                        "direct" => HypercallForm.Direct,
                        _ => throw new ArgumentException($"{word}: it is page or direct", nameof(commandLine)),
                    };
                }
                else if (word.StartsWith(EventsOption, StringComparison.Ordinal) && word[EventsOption.Length..] is not "2l")
                {
                    throw new ArgumentException($"{word}: this version has the 2-level event ABI only (xenguest.events=2l)", nameof(commandLine));
                }
            }
        }

        return new GuestOptions(commandLine) { Hypercalls = form };
    }

    internal static unsafe GuestOptions Read(in MachineFacts facts) =>
        Parse(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(facts.CommandLine)));
}
