using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace XenGuest.Boot.Tests;

/// <summary>Finds machines by the folder that QEMU runs in.</summary>
internal static class MachineProcess
{
    /// <summary>The processes whose working folder has a name that begins so.</summary>
    public static int[] RunningIn(string prefix) =>
    [
        .. Process.GetProcesses().Where(process => WorkingFolder(process.Id)?.StartsWith(prefix, StringComparison.Ordinal) == true).Select(static process => process.Id),
    ];

    private static string? WorkingFolder(int process)
    {
        try
        {
            return Path.GetFileName(new FileInfo($"/proc/{process}/cwd").LinkTarget);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
