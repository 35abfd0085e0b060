using System;
using System.Collections.Generic;
using System.Globalization;

namespace XenGuest.Xg.Rig;

/// <summary>The command line of QEMU that boots Xen with a guest as its PVH dom0.</summary>
internal static class QemuCommand
{
    public const string Program = "qemu-system-x86_64";

    /// <summary>The port by which a guest ends the machine: a value v written there makes QEMU exit with (v &lt;&lt; 1) | 1.</summary>
    public const int ExitPort = 0xf4;

    /// <summary>
    /// Several emulated processors take turns on one thread: on threads of their own QEMU 7.2 now and then mixes the states of Xen and of its
    /// guest up, and the guest ends in a triple fault, at an instruction of Xen's.
    /// </summary>
    private const string OneThread = "tcg,thread=single";

    /// <summary>More emulated processors than the host has make everything slower: Xen lets the guest's vCPUs take turns on these.</summary>
    private static readonly int MostProcessors = Math.Clamp(Environment.ProcessorCount, 2, 4);

    // Xen's own heap, frame table and paging structures, and what it puts aside for dom0's page tables.
    private const int XenMebibytes = 256;

    /// <summary>The arguments of QEMU.</summary>
    /// <param name="options">How to boot.</param>
    /// <param name="xen">Xen's file, uncompressed.</param>
    /// <param name="imageName">The name of the image's file as seen from QEMU's working directory. A space would end it.</param>
    public static IReadOnlyList<string> Arguments(BootOptions options, string xen, string imageName)
    {
        if (imageName.Contains(' '))
        {
            throw new ArgumentException("a space ends the name of a multiboot module", nameof(imageName));
        }

        List<string> arguments =
        [
            "-accel", options.Vcpus == 1 ? "tcg" : OneThread,
            "-cpu", options.Cpu,
            "-m", Text(options.MemoryMebibytes + XenMebibytes),
            "-smp", Text(Math.Min(options.Vcpus, MostProcessors)),
            "-kernel", xen,
            "-append", XenCommandLine(options),
            "-initrd", Module(imageName, options.GuestCommandLine()),
            "-display", "none",
            "-vga", "none",
            "-net", "none",
            "-monitor", "none",
            "-serial", "stdio",
            "-no-reboot",
            "-device", $"isa-debug-exit,iobase=0x{ExitPort:x},iosize=4",
        ];
        if (options.GdbPort is int port)
        {
            arguments.AddRange(["-gdb", $"tcp:127.0.0.1:{port}", "-S"]);
        }

        return arguments;
    }

    /// <summary>The arguments by which QEMU's monitor listens, and waits for nobody.</summary>
    /// <param name="socket">The path of the socket that it makes.</param>
    public static IReadOnlyList<string> Monitor(string socket) =>
        ["-qmp", $"unix:{socket.Replace(",", ",,", StringComparison.Ordinal)},server=on,wait=off"];

    /// <summary>All of the machine's memory, in bytes.</summary>
    public static long MachineBytes(BootOptions options) => (options.MemoryMebibytes + XenMebibytes) * 1024L * 1024;

    private static string XenCommandLine(BootOptions options)
    {
        string memory = Text(options.MemoryMebibytes);

        // The emulator translates Xen's code once for each state of CR0.TS and SS: eager-fpu leaves CR0.TS alone, as Xen does on every
        // Intel processor, and no tick of the scheduler, which has nobody else to run, comes into the guest's start. Several vCPUs are to
        // take turns on a processor, by the older scheduler: credit2 of 4.17 now and then leaves a vCPU that has yielded on its queue while
        // all processors are idle.
        return "dom0=pvh dom0-iommu=none console=com1 com1=115200,8n1 console_timestamps=boot loglvl=all guest_loglvl=all noreboot"
            + " spec-ctrl=eager-fpu" + (options.Vcpus == 1 ? " sched_ratelimit_us=500000" : " sched=credit sched_credit_tslice_ms=5")
            + $" dom0_mem={memory}M,max:{memory}M dom0_max_vcpus={Text(options.Vcpus)}";
    }

    // A comma separates multiboot modules and is doubled to stand for itself; the words after the first space are the module's command line.
    private static string Module(string name, string commandLine)
    {
        string module = commandLine.Length == 0 ? name : $"{name} {commandLine}";
        return module.Replace(",", ",,", StringComparison.Ordinal);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
