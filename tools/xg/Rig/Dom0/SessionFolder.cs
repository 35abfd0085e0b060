using System;
using System.IO;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>What a session has on this machine's disk: the folder that dom0 shares, the socket for messages, its first file system.</summary>
internal sealed class SessionFolder : IDisposable
{
    private const string Prefix = "xenguest-dom0-";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-");

    public SessionFolder()
    {
        DeleteAbandoned();
        Directory.CreateDirectory(Share);
    }

    public string Path => _folder.FullName;

    /// <summary>The folder that dom0 shares.</summary>
    public string Share => System.IO.Path.Combine(Path, "share");

    public string Socket => System.IO.Path.Combine(Path, "agent");

    public string FileSystem => System.IO.Path.Combine(Path, "dom0.cpio");

    /// <summary>Where the console of a guest is written by its name.</summary>
    public string Console(string guest) => System.IO.Path.Combine(Share, Dom0Layout.LogFolder, Dom0Layout.ConsoleFolder, $"guest-{guest}.log");

    /// <summary>A file of the share, as it is called here.</summary>
    public string Shared(string name) => System.IO.Path.Combine(Share, name);

    /// <summary>A file of the share, as it is called in dom0.</summary>
    public static string InDom0(string name) => $"{Dom0Layout.ShareFolder}/{name}";

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    /// <summary>Deletes the folders of processes that were killed, and so could not do it themselves.</summary>
    private static void DeleteAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*"))
        {
            string process = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists($"/proc/{process}"))
            {
                continue;
            }

            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is another user's, or another process deletes it.
            }
        }
    }
}
