using System;
using System.Collections.Generic;
using System.Globalization;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>The command line of QEMU that boots Xen with Linux as its PV dom0.</summary>
internal static class Dom0Command
{
    // Xen's own heap, and what the page tables and the frame table of a guest take for each part of its memory.
    private const int XenMebibytes = 320;
    private const int PartForTables = 32;

    private const int MostProcessors = 4;

    /// <summary>The arguments of QEMU.</summary>
    /// <param name="options">How to boot.</param>
    /// <param name="xen">Xen's file, uncompressed.</param>
    /// <param name="kernel">Linux's file.</param>
    /// <param name="fileSystem">The cpio archive with its first program.</param>
    /// <param name="socket">The socket on which this process waits for messages.</param>
    /// <param name="share">The folder that dom0 shares with this machine.</param>
    public static IReadOnlyList<string> Arguments(Dom0Options options, string xen, string kernel, string fileSystem, string socket, string share) =>
    [
        // One thread, for the reason in QemuCommand: a PVH guest is what two threads mix up.
        "-accel", "tcg,thread=single",
        "-cpu", options.Cpu,
        "-m", Text(Dom0Options.Dom0Mebibytes + options.GuestMebibytes + options.GuestMebibytes / PartForTables + XenMebibytes),
        "-smp", Text(Math.Clamp(options.GuestVcpus, 1, MostProcessors)),
        "-nodefaults", "-no-user-config", "-no-reboot",
        "-display", "none",
        "-serial", "stdio",
        "-kernel", xen,
        "-append", XenCommandLine,
        "-initrd", $"{Escape(kernel)} console=hvc0 quiet mitigations=off,{Escape(fileSystem)}",
        "-fsdev", $"local,id=share,path={Escape(share)},security_model=none",
        "-device", $"virtio-9p-pci,fsdev=share,mount_tag={Dom0Layout.ShareTag}",
        "-device", "virtio-serial-pci",
        "-chardev", $"socket,id=agent,path={Escape(socket)}",
        "-device", $"virtserialport,chardev=agent,name={Dom0Layout.PortName}",
    ];

    // Eagerly: with vector registers switched lazily, by CR0.TS, programs of dom0 failed beside a guest of several vCPUs, and new guests had garbage
    // in their memory (docs/dom0.md).
    private static string XenCommandLine =>
        "console=com1 com1=115200,8n1 console_timestamps=boot loglvl=all guest_loglvl=all noreboot sched=credit sched_credit_tslice_ms=5 spec-ctrl=eager-fpu"
        + $" dom0_mem={Text(Dom0Options.Dom0Mebibytes)}M,max:{Text(Dom0Options.Dom0Mebibytes)}M dom0_max_vcpus=1";

    private static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
