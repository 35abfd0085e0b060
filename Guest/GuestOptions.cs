using System;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine;
using XenGuest.Machine.Contract;

namespace XenGuest;

/// <summary>What the command line asks of the platform.</summary>
public sealed class GuestOptions
{
    private const string PlatformPrefix = "xenguest.";

    private GuestOptions(string commandLine) => CommandLine = commandLine;

    /// <summary>The whole command line, as the loader passed it.</summary>
    public string CommandLine { get; }

    /// <summary><c>xenguest.hypercalls=page|direct</c>.</summary>
    public HypercallForm Hypercalls { get; private init; }

    /// <summary><c>xenguest.events=2l|fifo</c>; null: FIFO where Xen offers it.</summary>
    public EventAbi? Events { get; private init; }

    /// <summary><c>xenguest.upcalls=vcpu|domain</c>; null: each vCPU its own vector where Xen offers that.</summary>
    public UpcallWay? Upcalls { get; private init; }

    /// <summary><c>xenguest.grants=1|2</c>: the version of the grant table; 1 unless named.</summary>
    public GrantVersion Grants { get; private init; } = GrantVersion.One;

    /// <summary>Reads a command line.</summary>
    /// <param name="commandLine">Words with blanks between; double quotes keep blanks inside a word. Of the same option twice the last counts.</param>
    /// <returns>The options.</returns>
    /// <exception cref="FormatException">A word begins as an option of the platform and is none, or none that this version has.</exception>
    public static unsafe GuestOptions Parse(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        HypercallForm form = HypercallForm.Page;
        EventAbi? events = null;
        UpcallWay? upcalls = null;
        GrantVersion grants = GrantVersion.One;
        fixed (byte* text = Encoding.UTF8.GetBytes(commandLine + '\0'))
        {
            // The machine's own words: what is one argument of the program is not an option inside of it.
            CommandLineWords words = new(text);
            while (words.TryTake(out byte* start))
            {
                string word = Marshal.PtrToStringUTF8((nint)start)!;
                switch (word)
                {
                    case "xenguest.hypercalls=page":
                        form = HypercallForm.Page;
                        break;
                    case "xenguest.hypercalls=direct":
                        form = HypercallForm.Direct;
                        break;
                    case "xenguest.events=2l":
                        events = EventAbi.TwoLevel;
                        break;
                    case "xenguest.events=fifo":
                        events = EventAbi.Fifo;
                        break;

                    case "xenguest.upcalls=vcpu":
                        upcalls = UpcallWay.Vcpu;
                        break;
                    case "xenguest.upcalls=domain":
                        upcalls = UpcallWay.Domain;
                        break;

                    case "xenguest.grants=1":
                        grants = GrantVersion.One;
                        break;
                    case "xenguest.grants=2":
                        grants = GrantVersion.Two;
                        break;

                    // The machine obeys these before there is a program.
                    case "xenguest.vcpus=all" or "xenguest.vcpus=first" or "xenguest.time=area" or "xenguest.time=vcpu-info":
                        break;
                    case var _ when word.StartsWith(PlatformPrefix, StringComparison.Ordinal):
                        throw new FormatException(
                            $"{word} is no option of the platform, which are xenguest.hypercalls=page|direct, xenguest.events=2l|fifo, xenguest.upcalls=vcpu|domain, xenguest.grants=1|2, xenguest.vcpus=all|first and xenguest.time=area|vcpu-info");
                    default:
                        break;
                }
            }
        }

        return new GuestOptions(commandLine) { Hypercalls = form, Events = events, Upcalls = upcalls, Grants = grants };
    }

    internal static unsafe GuestOptions Read(in MachineFacts facts) =>
        Parse(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(facts.CommandLine)));
}
