using System;
using System.Threading.Tasks;
using Spectre.Console;

namespace XenGuest.Xg.Terminal;

/// <summary>What goes on, on standard error: a moving line on a terminal, plain lines elsewhere. Standard output is the guest's.</summary>
internal sealed class Progress
{
    private readonly IAnsiConsole _console;

    public Progress()
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    }

    private static bool IsInteractive => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Shows one step while it goes on.</summary>
    /// <param name="step">What goes on, as in "Xen boots".</param>
    /// <param name="work">The step.</param>
    public async Task<T> DuringAsync<T>(string step, Func<Task<T>> work)
    {
        if (!IsInteractive)
        {
            await Console.Error.WriteLineAsync($"xg: {step}").ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }

        return await _console.Status().Spinner(Spinner.Known.Dots)
            .StartAsync(Markup.Escape(step), _ => work()).ConfigureAwait(false);
    }

    /// <summary>Shows one step while it goes on.</summary>
    public Task DuringAsync(string step, Func<Task> work) => DuringAsync(step, async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

    /// <summary>Says one line that stays.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"xg: {line}");

    /// <summary>Says a line of something else, as it is.</summary>
    public static void Pass(string line) => Console.Error.WriteLine(line);
}
