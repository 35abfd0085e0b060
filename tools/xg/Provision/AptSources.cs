using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace XenGuest.Xg.Provision;

/// <summary>Reads the machine's sources of Debian packages and writes them for another release.</summary>
internal static class AptSources
{
    private const string ListFile = "/etc/apt/sources.list";
    private const string PartsFolder = "/etc/apt/sources.list.d";
    private const string MainComponent = "main";

    private static readonly string[] s_pockets = [string.Empty, "-updates", "-security"];

    /// <summary>Writes the machine's sources of Debian, for a release, into a folder.</summary>
    /// <returns>The number of sources found.</returns>
    public static int Copy(string folder, string suite)
    {
        string codename = Codename();
        int count = 0;
        foreach (string file in SourceFiles())
        {
            string text = File.ReadAllText(file);
            string? replaced = Path.GetExtension(file) == ".sources" ? ReplaceStanzas(text, codename, suite) : ReplaceLines(text, codename, suite);
            if (replaced is not null)
            {
                File.WriteAllText(Path.Combine(folder, $"{count}{Path.GetExtension(file)}"), replaced);
                count++;
            }
        }

        return count;
    }

    /// <summary>Replaces the release in sources of the one-line form.</summary>
    /// <returns>The sources of Debian among them; null where there is none.</returns>
    public static string? ReplaceLines(string text, string codename, string suite)
    {
        List<string> lines = [];
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            int suiteAt = Array.FindIndex(words, word => IsPocketOf(word, codename));
            if (suiteAt > 1 && words[0] == "deb" && words.AsSpan(suiteAt).Contains(MainComponent))
            {
                words[suiteAt] = suite + words[suiteAt][codename.Length..];
                lines.Add(string.Join(' ', words[..(suiteAt + 1)]) + " " + MainComponent);
            }
        }

        return lines.Count == 0 ? null : string.Join('\n', lines) + "\n";
    }

    /// <summary>Replaces the release in sources of the deb822 form.</summary>
    /// <returns>The sources of Debian among them; null where there is none.</returns>
    public static string? ReplaceStanzas(string text, string codename, string suite)
    {
        List<string> stanzas = [];
        foreach (string stanza in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = [.. stanza.Split('\n').Where(static line => line.Length > 0 && line[0] != '#')];
            string[] suites = [.. Field(lines, "Suites").Where(word => IsPocketOf(word, codename)).Select(word => suite + word[codename.Length..])];
            if (suites.Length > 0 && Field(lines, "Components").Contains(MainComponent) && Field(lines, "Types").Contains("deb"))
            {
                stanzas.Add(string.Join('\n', lines.Select(line => Replace(line, suites))) + "\n");
            }
        }

        return stanzas.Count == 0 ? null : string.Join('\n', stanzas);
    }

    private static string Replace(string line, string[] suites) =>
        IsField(line, "Suites") ? "Suites: " + string.Join(' ', suites)
        : IsField(line, "Types") ? "Types: deb"
        : IsField(line, "Components") ? "Components: " + MainComponent
        : line;

    private static string[] Field(string[] lines, string name)
    {
        string? line = Array.Find(lines, candidate => IsField(candidate, name));
        return line is null ? [] : line[(name.Length + 1)..].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsField(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private static bool IsPocketOf(string word, string codename) =>
        codename.Length > 0 && word.StartsWith(codename, StringComparison.Ordinal) && s_pockets.Contains(word[codename.Length..]);

    private static IEnumerable<string> SourceFiles()
    {
        IEnumerable<string> parts = Directory.Exists(PartsFolder) ? Directory.EnumerateFiles(PartsFolder).Order(StringComparer.Ordinal) : [];
        return parts.Where(static file => Path.GetExtension(file) is ".sources" or ".list").Prepend(ListFile).Where(File.Exists);
    }

    private static string Codename()
    {
        const string Field = "VERSION_CODENAME=";
        string? line = File.Exists("/etc/os-release") ? File.ReadLines("/etc/os-release").FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line?[Field.Length..].Trim('"') ?? string.Empty;
    }
}
