using System;
using System.Globalization;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A guest as xl is told of it: the one place that writes its configuration.</summary>
/// <param name="Name">Its name, of letters, digits and '-'.</param>
/// <param name="Kernel">Its image, as dom0 calls it.</param>
internal sealed record DomainConfig(string Name, string Kernel)
{
    public int MemoryMebibytes { get; init; } = BootOptions.DefaultMemoryMebibytes;

    public int Vcpus { get; init; } = 1;

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
        string.Create(CultureInfo.InvariantCulture, $"vcpus={Vcpus}\n"),
        "on_poweroff=\"preserve\"\n",
        "on_reboot=\"preserve\"\n",
        "on_crash=\"preserve\"\n");

    // xl also knows \xHH in a string, but 4.17 takes no digits for it.
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
