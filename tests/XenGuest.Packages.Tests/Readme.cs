using System;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;
using XenGuest.Xg.Provision;

namespace XenGuest.Packages.Tests;

/// <summary>The files that README.md shows: a line with the name, then the block.</summary>
internal static class Readme
{
    private static readonly string s_text = File.ReadAllText(Checkout.PathOf("README.md"));

    /// <summary>The content of a file as README.md shows it.</summary>
    public static string ShownFile(string name)
    {
        Match shown = Regex.Match(s_text, $@"^`{Regex.Escape(name)}`.*\n+```\w*\n([\s\S]*?)^```$", RegexOptions.Multiline);
        Assert.True(shown.Success, $"README.md shows no {name}");
        return shown.Groups[1].Value;
    }

    /// <summary>Whether a text stands in it.</summary>
    public static bool Says(string text) => s_text.Contains(text, StringComparison.Ordinal);
}
