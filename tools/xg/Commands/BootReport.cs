using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary>The result of a boot as a file for other programs.</summary>
internal static class BootReport
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    /// <summary>Looks whether the file can be written, before the boot takes its time.</summary>
    /// <exception cref="XgException">It cannot.</exception>
    public static void Demand(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? string.Empty;
        if (Directory.Exists(file) || !Directory.Exists(folder))
        {
            throw new XgException($"--json {file}: " + (Directory.Exists(file) ? "it is a folder" : $"there is no folder {folder}"), "give the name of a file in a folder that exists");
        }
    }

    /// <summary>Writes an object with the verdict, the name, the reason, the seconds in the machine, the exit code and the guest's console.</summary>
    public static async Task WriteAsync(string file, BootResult result, CancellationToken cancellation)
    {
        object report = new
        {
            verdict = result.Verdict.Word(),
            name = result.Name,
            reason = result.Reason,
            exitCode = result.Verdict.ExitCode(),
            seconds = Math.Round(result.Duration.TotalSeconds, 3),
            console = result.GuestLines,
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, s_format) + "\n", cancellation).ConfigureAwait(false);
    }
}
