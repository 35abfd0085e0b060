using System;
using System.IO;

namespace XenGuest.Xg.Provision;

/// <summary>A folder in the cache that is gone when its owner is done.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder()
    {
        Path = CacheFolder.File($"work-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Makes a folder in it.</summary>
    /// <returns>Its path.</returns>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
