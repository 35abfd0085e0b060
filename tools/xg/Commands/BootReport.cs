using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Commands;

/// <summary>The result of a boot as a file for other programs.</summary>
internal static class BootReport
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    /// <summary>Writes an object with the verdict, the name, the reason, the seconds in the machine, the exit code and the guest's console;
    /// of a guest that a toolstack created also how long its creation took, and its first line, both from the start of its creation.</summary>
    public static async Task WriteAsync(string file, BootResult result, CancellationToken cancellation)
    {
        object report = new
        {
            verdict = result.Verdict.Word(),
            name = result.Name,
            reason = result.Reason,
            exitCode = result.Verdict.ExitCode(),
            seconds = Seconds(result.Duration),
            createSeconds = Seconds(result.Times?.Create),
            firstLineSeconds = Seconds(result.Times?.FirstLine),
            console = result.GuestLines,
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, s_format) + "\n", cancellation).ConfigureAwait(false);
    }

    private static double? Seconds(TimeSpan? duration) => duration is TimeSpan given ? Math.Round(given.TotalSeconds, 3) : null;
}
