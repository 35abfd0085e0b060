using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace XenGuest.Hypercall.Tests;

/// <summary>Dependencies point one way: Hypercall ← Kernel ← Drivers ← Guest, and none of them knows Boot, tests or tools.</summary>
public class LayerTests
{
    private static readonly string[] s_layers = ["Hypercall", "Kernel", "Drivers", "Guest"];

    [Fact]
    public void Each_layer_references_only_layers_below_it()
    {
        foreach (string project in LayerProjects())
        {
            int layer = Array.IndexOf(s_layers, TopFolder(project));
            foreach (string reference in References(project))
            {
                int referenced = Array.IndexOf(s_layers, TopFolder(reference));
                Assert.True(referenced >= 0 && referenced < layer || IsOwnLayersCore(project, reference),
                    $"{project} references {reference}");
            }
        }
    }

    [Fact]
    public void The_layers_below_drivers_use_no_packages_at_run_time()
    {
        foreach (string project in LayerProjects().Where(project => TopFolder(project) is "Hypercall" or "Kernel" && !IsEmission(project)))
        {
            IEnumerable<string?> packages = XDocument.Load(project).Descendants("PackageReference")
                .Where(reference => (string?)reference.Attribute("PrivateAssets") != "all")
                .Select(reference => (string?)reference.Attribute("Include"));
            Assert.Empty(packages);
        }
    }

    [Fact]
    public void The_core_is_built_with_the_list_of_banned_symbols()
    {
        foreach (string project in Repository.CoreFolders.Select(folder => Path.Combine(Repository.Root, folder, $"XenGuest.{folder}.csproj")))
        {
            XDocument document = XDocument.Load(project);
            Assert.Contains(document.Descendants("PackageReference"),
                reference => (string?)reference.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
            List<string> lists = document.Descendants("AdditionalFiles")
                .Select(file => Path.GetFullPath((string)file.Attribute("Include")!, Path.GetDirectoryName(project)!)).ToList();
            Assert.Contains(Path.Combine(Repository.Root, "Hypercall", "BannedSymbols.txt"), lists);
            Assert.All(lists, list => Assert.True(File.Exists(list), $"{project} names {list}"));
        }
    }

    [Fact]
    public void There_are_layers_to_look_at() =>
        Assert.Contains(LayerProjects(), project => project.EndsWith("XenGuest.Hypercall.csproj", StringComparison.Ordinal));

    private static IEnumerable<string> LayerProjects() => s_layers
        .Select(layer => Path.Combine(Repository.Root, layer))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'))
        .Select(path => Path.GetFullPath(path, Path.GetDirectoryName(project)!));

    private static string TopFolder(string path) => Path.GetRelativePath(Repository.Root, path).Split('/')[0];

    // Emission runs at build time, beside the core of its layer, and may use it.
    private static bool IsOwnLayersCore(string project, string reference) =>
        IsEmission(project) && TopFolder(reference) == "Hypercall";

    private static bool IsEmission(string project) => project.Contains("/Hypercall/Emission/", StringComparison.Ordinal);
}
