using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>Downloads a package of any release of Debian without installing it, by the machine's own sources with the suite replaced.</summary>
/// <remarks>apt gets a state of its own in a folder that is deleted afterwards; the machine's own is not touched, and root is not needed.</remarks>
internal static class DebianArchive
{
    private const int LinesOfComplaint = 3;

    /// <summary>Downloads a package.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="suite">The release that has it.</param>
    /// <param name="work">Where to.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>The package's file.</returns>
    /// <exception cref="XgException">The machine has no sources of Debian, or the package could not be had from them.</exception>
    public static async Task<string> DownloadAsync(string package, string suite, WorkFolder work, CancellationToken cancellation)
    {
        string sources = work.Folder("sources");
        if (AptSources.Copy(sources, suite) == 0)
        {
            throw new XgException($"{package} cannot be downloaded: /etc/apt names no source of Debian", "./xg boot --xen FILE boots a Xen of your own");
        }

        string[] settings = Settings(work, sources);
        ToolResult update = await Tool.RunAsync("apt-get", [.. settings, "update"], work.Path, cancellation).ConfigureAwait(false);
        ToolResult download = await Tool.RunAsync("apt-get", [.. settings, "download", package], work.Path, cancellation).ConfigureAwait(false);
        string? file = Directory.EnumerateFiles(work.Path, "*.deb").FirstOrDefault();
        if (!download.Succeeded || file is null)
        {
            ToolResult failed = update.Succeeded ? download : update;
            throw new XgException(
                $"{package} of Debian {suite} cannot be downloaded: {failed.Complaint(LinesOfComplaint)}",
                "see that apt-get update works, or give a Xen of your own: ./xg boot --xen FILE");
        }

        return file;
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
