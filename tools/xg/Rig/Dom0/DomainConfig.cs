using System;
using System.Globalization;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A guest as xl is told of it: the one place that writes its configuration.</summary>
/// <param name="Name">Its name, of letters, digits and '-'.</param>
/// <param name="Kernel">Its image, as dom0 calls it.</param>
internal sealed record DomainConfig(string Name, string Kernel)
{
    public int MemoryMebibytes { get; init; } = BootOptions.DefaultMemoryMebibytes;

    /// <summary>The most memory that it may have later, in MiB; null for as much as it has.</summary>
    public int? MaximumMebibytes { get; init; }

    /// <summary>The vCPUs that it has from the start on.</summary>
    public int Vcpus { get; init; } = 1;

    /// <summary>The most vCPUs that it may have later; null for as many as it has.</summary>
    public int? MaximumVcpus { get; init; }

    public string CommandLine { get; init; } = string.Empty;

    /// <summary>A file that is put into memory beside the image, as dom0 calls it, or null.</summary>
    public string? Module { get; init; }

    /// <summary>The text of its file.</summary>
    /// <remarks>A guest that ends is kept until it is destroyed: how it ended can be asked then, and the last of its console is still there.</remarks>
    public override string ToString() => string.Concat(
        $"name={Quote(Name)}\n",
        "type=\"pvh\"\n",
        $"kernel={Quote(Kernel)}\n",
        $"cmdline={Quote(CommandLine)}\n",
        Module is null ? string.Empty : $"ramdisk={Quote(Module)}\n",
        string.Create(CultureInfo.InvariantCulture, $"memory={MemoryMebibytes}\n"),
        MaximumMebibytes is int most ? string.Create(CultureInfo.InvariantCulture, $"maxmem={most}\n") : string.Empty,
        string.Create(CultureInfo.InvariantCulture, $"vcpus={Vcpus}\n"),
        MaximumVcpus is int mostVcpus ? string.Create(CultureInfo.InvariantCulture, $"maxvcpus={mostVcpus}\n") : string.Empty,
        "on_poweroff=\"preserve\"\n",
        "on_reboot=\"preserve\"\n",
        "on_crash=\"preserve\"\n");

    // xl also knows \xHH in a string, but 4.17 takes no digits for it.
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
