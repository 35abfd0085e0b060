using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>Something of Debian that XenGuest's commands need on this machine.</summary>
/// <param name="What">What it is.</param>
/// <param name="Package">The package that has it.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Place">Its program on PATH or its file.</param>
internal sealed record Requirement(string What, string Package, string Use, string Place)
{
    /// <summary>What a boot needs.</summary>
    public static readonly Requirement[] Emulator =
    [
        new("QEMU", "qemu-system-x86", "runs the machine that Xen boots on", QemuCommand.Program),
        new("SeaBIOS", "seabios", "that machine's firmware", "/usr/share/seabios/bios-256k.bin"),
    ];

    /// <summary>What publishing a guest needs.</summary>
    public static readonly Requirement[] ToPublish =
    [
        new("GNU binutils", "binutils", "link guests", "ld"),
        new("GCC", "gcc", "has libgcc, which guests are linked with", "gcc"),
        new("musl", "musl-dev", "the C library in guests", "/usr/lib/x86_64-linux-musl/libc.a"),
    ];

    /// <summary>What making the Linux dom0 needs on top of what publishing a guest needs: its first program is published as a guest is.</summary>
    public static readonly Requirement[] ToMakeDom0 =
    [
        new("XZ Utils", "xz-utils", "unpacks the kernel of the Linux dom0 of --as pvh", KernelFile.Unpacker),
    ];

    /// <summary>What the tests need on top.</summary>
    public static readonly Requirement[] ToTest =
    [
        new("Xen's headers", "libxen-dev", "the reference for the layouts of Xen's ABI", "/usr/include/xen/xen.h"),
    ];

    /// <summary>What counting instructions needs.</summary>
    public static readonly Requirement[] ToCount =
    [
        new("Valgrind", "valgrind", "counts the instructions of ./xg bench events", "valgrind"),
    ];

    /// <summary>What drawing needs; nothing else does.</summary>
    public static readonly Requirement[] ToPlot =
    [
        new("gnuplot", "gnuplot-nox", "draws the picture of ./xg bench events --plot", "gnuplot"),
    ];

    public static IEnumerable<Requirement> All => [.. Emulator, .. ToPublish, .. ToMakeDom0, .. ToTest, .. ToCount];

    public bool IsPresent => SearchPath.Find(Place) is not null;

    /// <summary>The command that installs packages.</summary>
    public static string InstallCommand(IEnumerable<Requirement> missing) =>
        $"{(Environment.IsPrivilegedProcess ? string.Empty : "sudo ")}apt-get install --no-install-recommends {string.Join(' ', missing.Select(static requirement => requirement.Package))}";

    /// <summary>Insists on some requirements.</summary>
    /// <exception cref="XgException">One or more are missing; the message names all.</exception>
    public static void Demand(IEnumerable<Requirement> requirements)
    {
        Requirement[] missing = [.. requirements.Where(static requirement => !requirement.IsPresent)];
        if (missing.Length > 0)
        {
            string names = string.Join(", ", missing.Select(static requirement => $"{requirement.What} ({requirement.Use})"));
            throw new XgException($"not installed: {names}", InstallCommand(missing));
        }
    }
}
