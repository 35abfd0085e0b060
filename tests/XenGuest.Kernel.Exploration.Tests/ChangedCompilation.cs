using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>The explored sources, compiled once more in another way or with a mistake in them.</summary>
internal static class ChangedCompilation
{
    private static readonly ILookup<string, string> s_inputs = ReadInputs();

    private static readonly Lazy<CSharpCompilation> s_original = new(() => Parse(_ => true));

    /// <summary>Explores a scenario in the changed sources, with more and more preemptions.</summary>
    /// <returns>The shortest schedule that fails, and what happens in it; or null where none does.</returns>
    internal static string? Explore(Mutant mutant, int maximumPreemptions) =>
        Explore(mutant.Changes.Aggregate(s_original.Value, Apply), mutant.Scenario, maximumPreemptions);

    /// <summary>Explores a scenario in the sources as they are built for hosts that have only .NET Standard.</summary>
    /// <returns>As for a mutant.</returns>
    internal static string? ExplorePortable(string scenario, int maximumPreemptions) =>
        Explore(Parse(symbol => symbol != "NET"), scenario, maximumPreemptions);

    private static string? Explore(CSharpCompilation compilation, string scenario, int maximumPreemptions)
    {
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        Require(result.Success, string.Join('\n', result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        AssemblyLoadContext context = new(scenario, isCollectible: true);
        try
        {
            Type type = context.LoadFromStream(image).GetType("XenGuest.Kernel.Explored.Exploration")!;
            using IDisposable exploration = (IDisposable)Activator.CreateInstance(type, scenario)!;
            object? failed = type.GetMethod("Explore")!.Invoke(exploration, [maximumPreemptions]);
            return failed == null ? null : $"{failed}\n{type.GetMethod("Replay")!.Invoke(exploration, [failed])}";
        }
        finally
        {
            context.Unload();
        }
    }

    private static ILookup<string, string> ReadInputs()
    {
        string file = typeof(ChangedCompilation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Compilation").Value!;
        return File.ReadLines(file).ToLookup(line => line[..line.IndexOf(' ')], line => line[(line.IndexOf(' ') + 1)..]);
    }

    private static CSharpCompilation Parse(Func<string, bool> isDefined)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, preprocessorSymbols: s_inputs["symbol"].Where(isDefined));
        IEnumerable<SyntaxTree> trees = s_inputs["source"].AsParallel()
            .Select(source => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(source)), options, source));
        CSharpCompilationOptions output = new(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable);
        IEnumerable<MetadataReference> references =
            s_inputs["reference"].Select(reference => MetadataReference.CreateFromFile(reference));
        return CSharpCompilation.Create("Changed", trees, references, output);
    }

    private static CSharpCompilation Apply(CSharpCompilation original, Change change)
    {
        SyntaxTree tree = original.SyntaxTrees.Single(
            candidate => candidate.FilePath.Replace('\\', '/').EndsWith(change.File, StringComparison.Ordinal));
        string text = tree.ToString();
        int place = text.IndexOf(change.Right, StringComparison.Ordinal);
        Require(
            place >= 0 && text.IndexOf(change.Right, place + 1, StringComparison.Ordinal) < 0,
            $"'{change.Right}' does not stand in {change.File} once.");
        SourceText changed = SourceText.From(text.Replace(change.Right, change.Wrong, StringComparison.Ordinal));
        return original.ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
