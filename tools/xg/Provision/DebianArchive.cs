using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>Packages of any release of Debian, downloaded without installing them, by the machine's own sources with the suite replaced.</summary>
/// <remarks>apt gets a state of its own in a folder that is deleted afterwards; the machine's own is not touched, and root is not needed.</remarks>
internal sealed class DebianArchive
{
    private const int LinesOfComplaint = 3;

    private readonly string _suite;
    private readonly string _otherwise;
    private readonly WorkFolder _work;
    private readonly string[] _settings;
    private readonly ToolResult _update;

    private DebianArchive(string suite, string otherwise, WorkFolder work, string[] settings, ToolResult update)
    {
        _suite = suite;
        _otherwise = otherwise;
        _work = work;
        _settings = settings;
        _update = update;
    }

    /// <summary>Reads what a release has.</summary>
    /// <param name="suite">The release.</param>
    /// <param name="otherwise">What its user can do where nothing can be downloaded, as in "./xg boot --xen FILE boots a Xen of your own".</param>
    /// <param name="work">Where packages come to.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="XgException">The machine has no sources of Debian.</exception>
    public static async Task<DebianArchive> OpenAsync(string suite, string otherwise, WorkFolder work, CancellationToken cancellation)
    {
        string sources = work.Folder("sources");
        if (AptSources.Copy(sources, suite) == 0)
        {
            throw new XgException($"nothing can be downloaded of Debian {suite}: /etc/apt names no source of Debian", otherwise);
        }

        string[] settings = Settings(work, sources);
        ToolResult update = await Tool.RunAsync("apt-get", [.. settings, "update"], work.Path, cancellation).ConfigureAwait(false);
        return new DebianArchive(suite, otherwise, work, settings, update);
    }

    /// <summary>Downloads packages.</summary>
    /// <returns>Their files.</returns>
    /// <exception cref="XgException">They could not be had.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(IReadOnlyCollection<string> packages, CancellationToken cancellation)
    {
        ToolResult download = await Tool.RunAsync("apt-get", [.. _settings, "download", .. packages], _work.Path, cancellation).ConfigureAwait(false);
        string[] files = Directory.GetFiles(_work.Path, "*.deb");
        return download.Succeeded && files.Length >= packages.Count ? files : throw Failed(string.Join(", ", packages), download);
    }

    /// <summary>The package that a package depends on, where its name is not known in full.</summary>
    /// <param name="package">The package that depends on it.</param>
    /// <param name="prefix">How the name begins.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="XgException">There is none.</exception>
    public async Task<string> DependencyAsync(string package, string prefix, CancellationToken cancellation)
    {
        const string Field = "Depends:";
        ToolResult list = await Tool.RunAsync("apt-cache", [.. _settings, "depends", "--no-recommends", package], _work.Path, cancellation).ConfigureAwait(false);
        return list.Output.Split('\n', StringSplitOptions.TrimEntries)
            .Where(static line => line.StartsWith(Field, StringComparison.Ordinal))
            .Select(static line => line[Field.Length..].Trim())
            .FirstOrDefault(name => name.StartsWith(prefix, StringComparison.Ordinal)) ?? throw Failed(package, list);
    }

    private XgException Failed(string packages, ToolResult result)
    {
        ToolResult failed = _update.Succeeded ? result : _update;
        return new XgException(
            $"{packages} of Debian {_suite} cannot be downloaded: {failed.Complaint(LinesOfComplaint)}",
            $"see that apt-get update works; {_otherwise}");
    }

    /// <summary>Unpacks a package.</summary>
    /// <returns>The folder with its files.</returns>
    /// <exception cref="XgException">It is damaged.</exception>
    public static async Task<string> UnpackAsync(string package, WorkFolder work, CancellationToken cancellation)
    {
        string content = work.Folder("content");
        ToolResult unpacked = await Tool.RunAsync("dpkg-deb", ["-x", package, content], null, cancellation).ConfigureAwait(false);
        return unpacked.Succeeded ? content : throw new XgException($"{Path.GetFileName(package)} cannot be unpacked: {unpacked.Complaint(LinesOfComplaint)}");
    }

    private static string[] Settings(WorkFolder work, string sources)
    {
        string state = work.Folder("state");
        string cache = work.Folder("cache");
        Directory.CreateDirectory(Path.Combine(state, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(cache, "archives", "partial"));
        string status = Path.Combine(state, "status");
        File.WriteAllText(status, string.Empty);
        Dictionary<string, string> settings = new()
        {
            ["Dir::Etc::SourceList"] = "/dev/null",
            ["Dir::Etc::SourceParts"] = sources,
            ["Dir::State"] = state,
            ["Dir::State::Status"] = status,
            ["Dir::Cache"] = cache,
            ["Acquire::Languages"] = "none",
            ["APT::Sandbox::User"] = "root",
            ["APT::Architecture"] = "amd64",
        };
        return [.. settings.SelectMany(static setting => new[] { "-o", $"{setting.Key}={setting.Value}" })];
    }
}
