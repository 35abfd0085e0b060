using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Kernel's sources and the fuzzers', compiled together, as they are or with a check taken out.</summary>
internal static class CheckCompilation
{
    private static readonly string[] s_fuzzers = ["Store/Fuzz", "Xenbus/Fuzz", "Rings/Fuzz"];
    private static readonly Lazy<CSharpCompilation> s_original = new(Parse);

    /// <summary>Fuzzes the changed sources.</summary>
    /// <param name="fuzzer">The fuzzer's class, below <c>XenGuest.Kernel.Tests</c>.</param>
    /// <param name="change">The change, or null.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="isOver">Whether to stop.</param>
    /// <returns>What the fuzzer found, or null.</returns>
    internal static string? Fuzz(string fuzzer, Change? change, int seed, int inputs, Func<bool> isOver)
    {
        CSharpCompilation compilation = change == null ? s_original.Value : Apply(s_original.Value, change);
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(static each => each.Severity == DiagnosticSeverity.Error)));
        }

        image.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        MethodInfo run = context.LoadFromStream(image).GetType($"XenGuest.Kernel.Tests.{fuzzer}")!.GetMethod("Run")!;
        return (string?)run.Invoke(null, [seed, inputs, isOver]);
    }

    private static CSharpCompilation Parse()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));
        CSharpParseOptions options = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET9_0_OR_GREATER", "NET8_0_OR_GREATER"]);
        string kernel = Path.Combine(root, "Kernel");
        IEnumerable<string> files = Directory.EnumerateFiles(kernel, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file[kernel.Length..].Split('/').Any(static part => part is "bin" or "obj"))
            .Concat(s_fuzzers.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, "tests/XenGuest.Kernel.Tests", folder), "*.cs"))
                .Where(static file => !file.EndsWith("Tests.cs", StringComparison.Ordinal)));
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(Hypervisor).Assembly.Location).Select(static file => MetadataReference.CreateFromFile(file));
        CSharpCompilationOptions output = new(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create("Checked", files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)), references, output);
    }

    private static CSharpCompilation Apply(CSharpCompilation original, Change change)
    {
        SyntaxTree tree = original.SyntaxTrees.Single(candidate => candidate.FilePath.EndsWith(change.File, StringComparison.Ordinal));
        string text = tree.ToString();
        int place = text.IndexOf(change.Right, StringComparison.Ordinal);
        if (place < 0 || text.IndexOf(change.Right, place + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidOperationException($"'{change.Right}' does not stand in {change.File} once.");
        }

        return original.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(text.Replace(change.Right, change.Wrong, StringComparison.Ordinal), (CSharpParseOptions)tree.Options, tree.FilePath));
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
