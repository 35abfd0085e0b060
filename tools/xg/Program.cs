using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using XenGuest.Xg.Commands;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg;

/// <summary>The command line of XenGuest.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        RootCommand root = new("Boots, tests and measures XenGuest guests under real Xen in QEMU.");
        root.Subcommands.Add(BootCommand.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(TraceCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        ParseResult command = root.Parse(arguments);
        if (command.Errors.Count > 0)
        {
            string error = command.UnmatchedTokens.Count > 0 ? $"{command.UnmatchedTokens[0]}: no such command, argument or option" : command.Errors[0].Message;
            Progress.Say($"error: {error.ReplaceLineEndings(" ").Replace('\t', ' ')}");
            Progress.Say("mend: ./xg --help, or ./xg COMMAND --help, lists what there is");
            return Verdict.Error.ExitCode();
        }

        try
        {
            return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (XgException exception)
        {
            Progress.Say($"error: {exception.Message}");
            if (exception.Mend is not null)
            {
                Progress.Say($"mend: {exception.Mend}");
            }
        }
        catch (OperationCanceledException)
        {
            Progress.Say("interrupted");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Progress.Say($"error: {exception.Message}");
        }

        return Verdict.Error.ExitCode();
    }
}
