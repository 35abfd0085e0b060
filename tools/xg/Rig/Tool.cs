using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Xg.Rig;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>Runs a program, its standard input empty, and takes what it writes.</summary>
    /// <param name="program">Its name on PATH, or its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="workingDirectory">Where it runs, or null for here.</param>
    /// <param name="cancellation">Ends the program at once.</param>
    /// <exception cref="Terminal.XgException">It is not installed.</exception>
    /// <exception cref="System.OperationCanceledException">It was cancelled, and has ended.</exception>
    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, string? workingDirectory, CancellationToken cancellation)
    {
        using ChildProcess child = await ChildProcess.StartAsync(program, arguments, workingDirectory).ConfigureAwait(false);
        using CancellationTokenRegistration kill = cancellation.Register(child.Kill);
        using StreamReader reader = new(child.Output);
        Task<string> output = reader.ReadToEndAsync(CancellationToken.None);
        Task<string> error = child.Error.ReadToEndAsync(CancellationToken.None);
        int exitCode = await child.Exited.ConfigureAwait(false);
        ToolResult result = new(exitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        cancellation.ThrowIfCancellationRequested();
        return result;
    }
}
