using System;
using System.IO;
using System.Linq;
using XenGuest.Xg.Provision;

namespace XenGuest.Xg.Rig;

/// <summary>Remembers, in the obj folder of a project of this checkout, which image its last publish made, so that what has not changed is not built again.</summary>
/// <remarks>A project outside the checkout may depend on anything, and is always published: MSBuild knows what is out of date.</remarks>
internal sealed class BuildRecord
{
    private const string RecordName = "xg.image";

    /// <summary>What guests are made of, beside their own folder.</summary>
    public static readonly string[] GuestSources =
    [
        "Boot", "Drivers", "Guest", "Hypercall", "Kernel", "tests/conformance", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
    ];

    private static readonly string[] s_outputs = ["bin", "obj"];

    private readonly string _project;
    private readonly string[] _sources;
    private readonly string _record;

    /// <summary>The record of a project.</summary>
    /// <param name="project">Its file, a full path.</param>
    /// <param name="sources">What its image is made of beside its own folder, as paths in the checkout.</param>
    public BuildRecord(string project, string[] sources)
    {
        _sources = sources;
        _project = project;
        _record = Path.Combine(Path.GetDirectoryName(project)!, "obj", RecordName);
    }

    /// <summary>The image of the last publish where nothing has changed since.</summary>
    /// <returns>Its path; null where there is none, or where it may be out of date.</returns>
    public string? CurrentImage()
    {
        if (!File.Exists(_record))
        {
            return null;
        }

        string image = File.ReadAllText(_record);
        DateTime made = File.GetLastWriteTimeUtc(_record);
        bool isCurrent = File.Exists(image)
            && !IsNewer(new DirectoryInfo(Path.GetDirectoryName(_project)!), made)
            && !_sources.Any(source => IsNewer(Checkout.PathOf(source), made));
        return isCurrent ? image : null;
    }

    /// <summary>Remembers an image.</summary>
    /// <param name="image">Its path.</param>
    /// <param name="started">When its build started: what changed since then is not in it.</param>
    public void Write(string image, DateTime started)
    {
        if (!_project.StartsWith(Checkout.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return;
        }

        File.WriteAllText(_record, image);
        File.SetLastWriteTimeUtc(_record, started);
    }

    private static bool IsNewer(string path, DateTime than) =>
        Directory.Exists(path) ? IsNewer(new DirectoryInfo(path), than) : File.Exists(path) && File.GetLastWriteTimeUtc(path) > than;

    // A folder is newer than its files when one of them was deleted.
    private static bool IsNewer(DirectoryInfo folder, DateTime than) =>
        folder.LastWriteTimeUtc > than
        || folder.EnumerateFileSystemInfos().Any(entry => entry is DirectoryInfo inner
            ? !s_outputs.Contains(inner.Name) && IsNewer(inner, than)
            : entry.LastWriteTimeUtc > than);
}
