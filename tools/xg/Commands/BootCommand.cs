using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg boot PROJECT_OR_ELF</c>: boots one guest.</summary>
internal static class BootCommand
{
    private const string AsDom0 = "dom0";
    private const string AsPvh = "pvh";
    private const string AsHvm = "hvm";

    private static readonly Argument<string> s_guest = new("PROJECT_OR_ELF") { Description = "A guest's project, its folder, or a bootable image." };

    private static readonly Option<string> s_as = Choice("--as", "What the guest is to Xen: its dom0 (PVH), or a PVH guest that the toolstack of a Linux dom0 creates.", AsDom0, AsDom0, AsPvh);
    private static readonly Option<int?> s_gdb = new("--gdb")
    {
        HelpName = "PORT",
        Description = "Wait for a debugger on this port before the first instruction, without a time limit.",
        CustomParser = static result => WholeNumber(result, "--gdb", 1, 65535),
    };

    private static readonly Option<int> s_vcpus = Number("--vcpus", "N", "The guest's vCPUs.", 1, 1, BootOptions.MostVcpus);
    private static readonly Option<int> s_memory = Number("--memory", "MIB", "The guest's memory in MiB.", BootOptions.DefaultMemoryMebibytes, BootOptions.LeastMemoryMebibytes, 65536);
    private static readonly Option<string> s_commandLine = new("--cmdline") { HelpName = "STR", Description = "The guest's command line.", DefaultValueFactory = _ => string.Empty };
    private static readonly Option<string?> s_events = OptionalChoice("--events", "The event ABI that the guest uses; FIFO where Xen offers it.", "2l", "fifo");
    private static readonly Option<string?> s_hypercalls = OptionalChoice("--hypercalls", "How the guest makes hypercalls: through the page or by the instruction.", "page", "direct");
    private static readonly Option<string?> s_disk = Hidden(new Option<string?>("--disk") { HelpName = "FILE", Description = "A disk for the guest (with --as pvh or hvm)." });
    private static readonly Option<bool> s_nic = Hidden(new Option<bool>("--nic") { Description = "A network card for the guest (with --as pvh or hvm)." });
    private static readonly Option<string> s_xen = new("--xen") { HelpName = "4.17|4.20|FILE", Description = "The Xen to boot on.", DefaultValueFactory = _ => XenRelease.All[0].Version };
    private static readonly Option<int> s_timeout = Number("--timeout", "S", "Seconds after which a guest without a verdict is stopped.", BootOptions.DefaultTimeoutSeconds, 1, 86400);
    private static readonly Option<string?> s_pair = new("--pair") { HelpName = "KIND", Description = "Boot the guest twice, as the two ends of a device of this kind (with --as pvh)." };
    private static readonly Option<string?> s_json = new("--json") { HelpName = "FILE", Description = "Write the result to a file." };
    private static readonly Option<string> s_cpu = new("--cpu") { HelpName = "MODEL", Description = "QEMU's CPU model.", DefaultValueFactory = _ => BootOptions.DefaultCpu };
    private static readonly Option<bool> s_verbose = new("--verbose") { Description = "Show Xen's own log on standard error." };

    public static Command Create()
    {
        Command command = new("boot", "Boots one guest under Xen. Its console goes to standard output; the exit code is 0 SUCCESS, 1 FAILURE, 2 ERROR or time-out, 77 SKIP.")
        {
            s_guest, s_as, s_gdb, s_vcpus, s_memory, s_commandLine, s_events, s_hypercalls, s_disk, s_nic, s_xen, s_pair, s_timeout, s_json, s_cpu, s_verbose,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        RefuseWhatIsNotThereYet(parsed);
        string? report = parsed.GetValue(s_json);
        ResultFile.Demand("--json", report);
        BootOptions options = new()
        {
            MemoryMebibytes = parsed.GetValue(s_memory),
            Vcpus = parsed.GetValue(s_vcpus),
            Cpu = parsed.GetValue(s_cpu)!,
            CommandLine = parsed.GetValue(s_commandLine)!,
            Events = parsed.GetValue(s_events),
            Hypercalls = parsed.GetValue(s_hypercalls),
            GdbPort = parsed.GetValue(s_gdb),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(s_timeout)),
        };
        BootSession session = new(new Progress(), parsed.GetValue(s_verbose));
        (string guest, string xen) = (parsed.GetValue(s_guest)!, parsed.GetValue(s_xen)!);
        BootResult result = await (parsed.GetValue(s_pair) is string kind
            ? session.RunPairAsync(guest, xen, kind, options, cancellation)
            : parsed.GetValue(s_as) == AsPvh
            ? session.RunInDom0Async(guest, xen, options, cancellation)
            : session.RunAsync(guest, xen, options, cancellation)).ConfigureAwait(false);
        if (report is not null)
        {
            await BootReport.WriteAsync(report, result, cancellation).ConfigureAwait(false);
        }

        return result.Verdict.ExitCode();
    }

    private static void RefuseWhatIsNotThereYet(ParseResult parsed)
    {
        string kind = parsed.GetValue(s_as)!;
        string? refused = kind == AsHvm ? $"--as {kind}"
            : parsed.GetValue(s_disk) is not null ? "--disk"
            : parsed.GetValue(s_nic) ? "--nic"
            : null;
        if (refused is not null)
        {
            throw new XgException($"{refused}: this version does not have that yet", $"leave {refused.Split(' ')[0]} out");
        }

        if (kind != AsPvh && parsed.GetValue(s_pair) is not null)
        {
            throw new XgException("--pair needs a toolstack, which gives two guests a device", "add --as pvh");
        }

        if (parsed.GetValue(s_pair) is string pair && !DevicePair.IsKind(pair))
        {
            throw new XgException($"--pair takes a kind of letters, digits and '-', not {pair}");
        }

        if (kind != AsDom0 && parsed.GetValue(s_gdb) is not null)
        {
            throw new XgException($"--gdb shows the machine from its first instruction, which with --as {kind} is long before the guest's", "leave --as out: --gdb PORT debugs a guest that is dom0");
        }
    }

    /// <summary>An option that is refused with its reason: help does not offer it.</summary>
    private static Option<T> Hidden<T>(Option<T> option)
    {
        option.Hidden = true;
        return option;
    }

    private static Option<string> Choice(string name, string description, string value, params string[] choices)
    {
        // A choice that is refused with its reason is accepted, but help does not offer it.
        Option<string> option = new(name) { Description = description, HelpName = string.Join('|', choices), DefaultValueFactory = _ => value };
        option.AcceptOnlyFromAmong([.. choices, AsHvm]);
        return option;
    }

    private static Option<string?> OptionalChoice(string name, string description, params string[] choices)
    {
        Option<string?> option = new(name) { Description = description, HelpName = string.Join('|', choices) };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }

    private static Option<int> Number(string name, string unit, string description, int value, int least, int most) => new(name)
    {
        HelpName = unit,
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result => WholeNumber(result, name, least, most),
    };

    private static int WholeNumber(ArgumentResult result, string name, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int given) || given < least || given > most)
        {
            result.AddError($"{name} takes a whole number from {least} to {most}, not {text}");
        }

        return given;
    }
}
