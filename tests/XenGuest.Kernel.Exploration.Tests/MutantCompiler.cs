using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Compiles the explored sources once more with one of them changed.</summary>
internal static class MutantCompiler
{
    /// <summary>Explores a scenario in the changed sources, with more and more delays.</summary>
    /// <returns>What went wrong, or null where nothing did.</returns>
    internal static string? Explore(Mutant mutant, int maximumDelays)
    {
        string folder = Directory.CreateTempSubdirectory("xenguest-mutant-").FullName;
        AssemblyLoadContext context = new(mutant.Name, isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromAssemblyPath(Compile(mutant, folder));
            MethodInfo explore = assembly.GetType("XenGuest.Kernel.Explored.Exploration")!.GetMethod("Explore")!;
            string? failure = null;
            for (int delays = 0; failure == null && delays <= maximumDelays; delays++)
            {
                failure = (string?)explore.Invoke(null, [mutant.Scenario, delays, int.MaxValue, 0]);
            }

            return failure;
        }
        finally
        {
            context.Unload();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Compile(Mutant mutant, string folder)
    {
        ILookup<string, string> compilation = ReadCompilation();
        string output = Path.Combine(folder, "Mutant.dll");
        List<string> arguments =
        [
            "-noconfig", "-nologo", "-nostdlib", "-unsafe", "-nullable:enable", "-langversion:latest", "-optimize",
            "-target:library", "-warn:0", $"-out:{output}", $"-define:{string.Join(';', compilation["symbol"])}",
        ];
        arguments.AddRange(compilation["reference"].Select(reference => $"-reference:\"{reference}\""));
        int changed = 0;
        foreach (string source in compilation["source"])
        {
            bool isTheOne = source.Replace('\\', '/').EndsWith(mutant.File, StringComparison.Ordinal);
            arguments.Add($"\"{(isTheOne ? Change(source, mutant, folder) : source)}\"");
            changed += isTheOne ? 1 : 0;
        }

        Require(changed == 1, $"{mutant.File} is not one source file.");
        string response = Path.Combine(folder, "mutant.rsp");
        File.WriteAllLines(response, arguments);
        Run("dotnet", "exec", compilation["compiler"].Single(), "-shared", $"@{response}");
        return output;
    }

    private static ILookup<string, string> ReadCompilation()
    {
        string file = typeof(MutantCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Compilation").Value!;
        return File.ReadLines(file).ToLookup(line => line[..line.IndexOf(' ')], line => line[(line.IndexOf(' ') + 1)..]);
    }

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
