using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>The explored sources, compiled once more in another way or with a mistake in them.</summary>
internal static class ChangedCompilation
{
    /// <summary>Explores a scenario in the changed sources, with more and more delays.</summary>
    /// <returns>What went wrong, or null where nothing did.</returns>
    internal static string? Explore(Mutant mutant, int maximumDelays) =>
        CompileAndExplore(
            (source, folder) => IsTheFile(source, mutant) ? Change(source, mutant, folder) : source,
            _ => true,
            mutant.Scenario,
            maximumDelays);

    /// <summary>Explores a scenario in the sources as they are built for hosts that have only .NET Standard.</summary>
    /// <returns>What went wrong, or null where nothing did.</returns>
    internal static string? ExplorePortable(string scenario, int maximumDelays) =>
        CompileAndExplore((source, _) => source, symbol => symbol != "NET", scenario, maximumDelays);

    private static string? CompileAndExplore(
        Func<string, string, string> change,
        Func<string, bool> isDefined,
        string scenario,
        int maximumDelays)
    {
        string folder = Directory.CreateTempSubdirectory("xenguest-changed-").FullName;
        AssemblyLoadContext context = new(scenario, isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromAssemblyPath(Compile(change, isDefined, folder));
            MethodInfo explore = assembly.GetType("XenGuest.Kernel.Explored.Exploration")!.GetMethod("Explore")!;
            string? failure = null;
            for (int delays = 0; failure == null && delays <= maximumDelays; delays++)
            {
                failure = (string?)explore.Invoke(null, [scenario, delays, int.MaxValue, 0]);
            }

            return failure;
        }
        finally
        {
            context.Unload();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Compile(
        Func<string, string, string> change,
        Func<string, bool> isDefined,
        string folder)
    {
        ILookup<string, string> compilation = ReadCompilation();
        string output = Path.Combine(folder, "Changed.dll");
        List<string> arguments =
        [
            "-noconfig", "-nologo", "-nostdlib", "-unsafe", "-nullable:enable", "-langversion:latest", "-optimize",
            "-target:library", "-warn:0", $"-out:{output}",
            $"-define:{string.Join(';', compilation["symbol"].Where(isDefined))}",
        ];
        arguments.AddRange(compilation["reference"].Select(reference => $"-reference:\"{reference}\""));
        arguments.AddRange(compilation["source"].Select(source => $"\"{change(source, folder)}\""));
        string response = Path.Combine(folder, "changed.rsp");
        File.WriteAllLines(response, arguments);
        Run("dotnet", "exec", compilation["compiler"].Single(), "-shared", $"@{response}");
        return output;
    }

    private static ILookup<string, string> ReadCompilation()
    {
        string file = typeof(ChangedCompilation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Compilation").Value!;
        return File.ReadLines(file).ToLookup(line => line[..line.IndexOf(' ')], line => line[(line.IndexOf(' ') + 1)..]);
    }

    private static bool IsTheFile(string source, Mutant mutant) =>
        source.Replace('\\', '/').EndsWith(mutant.File, StringComparison.Ordinal);

    private static string Change(string source, Mutant mutant, string folder)
    {
        string text = File.ReadAllText(source);
        int place = text.IndexOf(mutant.Right, StringComparison.Ordinal);
        Require(
            place >= 0 && text.IndexOf(mutant.Right, place + 1, StringComparison.Ordinal) < 0,
            $"What '{mutant.Name}' changes does not stand in {mutant.File} once.");
        string changed = Path.Combine(folder, Path.GetFileName(source));
        File.WriteAllText(changed, text.Replace(mutant.Right, mutant.Wrong, StringComparison.Ordinal));
        return changed;
    }

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Require(process.ExitCode == 0, output);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
