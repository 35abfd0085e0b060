using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>The Linux dom0 on disk: its kernel, and its first file system but for the first program.</summary>
/// <param name="Kernel">The kernel, an ELF file.</param>
/// <param name="FileSystem">A cpio archive, which others may follow.</param>
internal sealed record Dom0Image(string Kernel, string FileSystem)
{
    private const string Prefix = "dom0-";
    private const string KernelSuffix = ".vmlinux";
    private const string FileSystemSuffix = ".cpio";
    private const string ManifestSuffix = ".packages";

    /// <summary>Changes with whatever this program puts into an image beside what <see cref="Dom0Packages"/> lists.</summary>
    private const string Form = "1";

    /// <summary>An image that nobody has used for so long is deleted when another is made: it belongs to an older list.</summary>
    private static readonly TimeSpan s_longestUnused = TimeSpan.FromDays(7);

    /// <summary>The image of the list of packages, in the cache.</summary>
    public static Dom0Image Current { get; } = new(Cached(KernelSuffix), Cached(FileSystemSuffix));

    /// <summary>Which packages it was made of, in which versions.</summary>
    public static string Manifest => Cached(ManifestSuffix);

    public bool IsThere => File.Exists(Kernel) && File.Exists(FileSystem);

    /// <summary>Gives the image, and makes it where the cache does not have it.</summary>
    /// <param name="progress">Told of a download.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="XgException">It cannot be made.</exception>
    public static async Task<Dom0Image> LocateAsync(Progress progress, CancellationToken cancellation)
    {
        if (!Current.IsThere)
        {
            Requirement.Demand(Requirement.ToMakeDom0);
            DeleteUnused();
            await progress.DuringAsync(
                $"Making a Linux dom0 of packages of Debian {Dom0Packages.Release.Suite} (some 100 MB are downloaded)",
                () => MakeAsync(cancellation)).ConfigureAwait(false);
        }

        foreach (string file in (string[])[Current.Kernel, Current.FileSystem, Manifest])
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }

        return Current;
    }

    private static async Task MakeAsync(CancellationToken cancellation)
    {
        using WorkFolder work = new();
        DebianArchive archive = await DebianArchive.OpenAsync(Dom0Packages.Release.Suite, "without --as pvh the guest is dom0 itself, and no Linux is needed", work, cancellation).ConfigureAwait(false);
        string kernel = await archive.DependencyAsync(Dom0Packages.KernelMetaPackage, Dom0Packages.KernelPackagePrefix, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> packages = await archive.DownloadAsync([kernel, .. Dom0Packages.Names], cancellation).ConfigureAwait(false);
        string content = string.Empty;
        foreach (string package in packages)
        {
            content = await DebianArchive.UnpackAsync(package, work, cancellation).ConfigureAwait(false);
        }

        string bzImage = Directory.EnumerateFiles(Path.Combine(content, "boot"), "vmlinuz-*").Single();
        byte[] vmlinux = await KernelFile.UnpackAsync(bzImage, cancellation).ConfigureAwait(false);
        using MemoryStream files = new();
        await Dom0Files.WriteAsync(content, files, cancellation).ConfigureAwait(false);
        string manifest = string.Concat(packages.Select(static package => Path.GetFileNameWithoutExtension(package) + "\n").Order(StringComparer.Ordinal));
        CacheFolder.Put(Path.GetFileName(Manifest), target => target.Write(Encoding.UTF8.GetBytes(manifest)));
        CacheFolder.Put(Path.GetFileName(Current.Kernel), target => target.Write(vmlinux));
        CacheFolder.Put(Path.GetFileName(Current.FileSystem), files.WriteTo);
    }

    private static void DeleteUnused()
    {
        DirectoryInfo cache = Directory.CreateDirectory(CacheFolder.Root);
        foreach (FileInfo file in cache.EnumerateFiles($"{Prefix}*"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > s_longestUnused)
            {
                file.Delete();
            }
        }
    }

    private static string Cached(string suffix)
    {
        string[] parts =
        [
            Form, Dom0Packages.Release.Version, Dom0Packages.Release.Suite, .. Dom0Packages.Names, .. Dom0Packages.Files,
            .. Dom0Packages.OpenedLibraries, .. Dom0Packages.StoreCommands, .. Dom0Packages.Modules,
        ];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return CacheFolder.File($"{Prefix}{Dom0Packages.Release.Version}-{Convert.ToHexStringLower(hash)[..12]}{suffix}");
    }
}
