using System;
using System.IO;

namespace XenGuest.Machine.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Set to 1 to rewrite golden files instead of comparing with them; then review the difference.</summary>
    private const string RefreshVariable = "XENGUEST_REFRESH_GOLDENS";

    public static string Root { get; } = FindRoot();

    public static bool RefreshesGoldens => Environment.GetEnvironmentVariable(RefreshVariable) == "1";

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

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
