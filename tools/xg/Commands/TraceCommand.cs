using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;
using XenGuest.Xg.Trace;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg trace</c>: what a guest that runs waits for.</summary>
internal static class TraceCommand
{
    private static readonly Argument<int?> s_process = new("PROCESS")
    {
        Description = "The process of xg boot, where several run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        Command command = new("trace", "Shows the ports of a guest that ./xg boot runs, who handles them and what was delivered, whatever the guest does.") { s_process };
        command.SetAction(static (parsed, cancellation) => RunAsync(parsed.GetValue(s_process), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int? process, CancellationToken cancellation)
    {
        IReadOnlyList<(int Process, string Socket)> boots = [.. TraceSocket.Find().Where(boot => process is null || boot.Process == process)];
        if (boots.Count != 1)
        {
            string those = string.Join(", ", boots.Select(static boot => boot.Process.ToString(CultureInfo.InvariantCulture)));
            throw boots.Count == 0
                ? new XgException(process is null ? "no guest runs here" : $"process {process} runs no guest", "start one: ./xg boot PROJECT_OR_ELF")
                : new XgException($"{boots.Count} guests run here", $"name the process of one: ./xg trace {those}");
        }

        try
        {
            Console.Write(await TraceSocket.AskAsync(boots[0].Socket, cancellation).ConfigureAwait(false));
            return Verdict.Success.ExitCode();
        }
        catch (SocketException exception)
        {
            throw new XgException($"the boot of process {boots[0].Process} does not answer: {exception.Message}", "its guest may just have ended");
        }
    }
}
