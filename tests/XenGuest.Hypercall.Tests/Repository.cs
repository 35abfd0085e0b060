using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace XenGuest.Hypercall.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Set to 1 to rewrite golden files instead of comparing with them; then review the difference.</summary>
    private const string RefreshVariable = "XENGUEST_REFRESH_GOLDENS";

    public static string Root { get; } = FindRoot();

    public static bool RefreshesGoldens => Environment.GetEnvironmentVariable(RefreshVariable) == "1";

    public static string Golden(string relativePath) => Path.Combine(Root, "tests", "golden", relativePath);

    /// <summary>The layers that every host can compile.</summary>
    public static string[] CoreFolders { get; } = ["Hypercall", "Kernel"];

    /// <summary>The netstandard2.1 build of one of them.</summary>
    public static string PortableBuild(string coreFolder) =>
        Path.Combine(Root, coreFolder, "bin", Configuration, "netstandard2.1", $"XenGuest.{coreFolder}.dll");

    private static string Configuration => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Configuration").Value!;

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "XenGuest.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
