using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>Finds the hypervisor that QEMU boots, and fetches it where it is missing.</summary>
internal static class XenFile
{
    private const ushort GzipMagic = 0x8b1f;

    /// <summary>Looks whether there is such a Xen, before anything is built or downloaded for it.</summary>
    /// <param name="choice">A release ("4.17", "4.20") or a file.</param>
    /// <exception cref="XgException">There is no such release and no such file.</exception>
    public static void Demand(string choice)
    {
        if (XenRelease.Find(choice) is null && !File.Exists(choice))
        {
            string releases = string.Join(", ", Array.ConvertAll(XenRelease.All, static release => release.Version));
            throw new XgException($"--xen {choice}: neither a release of Xen that guests are tested on ({releases}) nor a file", $"--xen {XenRelease.All[0].Version}");
        }
    }

    /// <summary>The uncompressed hypervisor.</summary>
    /// <param name="choice">What <see cref="Demand"/> has let pass; a file may be compressed.</param>
    /// <param name="progress">Told of a download.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <returns>Its file.</returns>
    /// <exception cref="XgException">It cannot be downloaded.</exception>
    public static async Task<string> LocateAsync(string choice, Progress progress, CancellationToken cancellation)
    {
        if (XenRelease.Find(choice) is not XenRelease release)
        {
            return FromFile(choice);
        }

        string cached = CacheFolder.File(release.CachedName);
        if (File.Exists(cached))
        {
            return cached;
        }

        string installed = "/" + release.PackagedFile;
        if (File.Exists(installed))
        {
            return Unpack(installed, release.CachedName);
        }

        return await progress.DuringAsync(
            $"Downloading Xen {release.Version} ({release.Package} of Debian {release.Suite})",
            () => DownloadAsync(release, cancellation)).ConfigureAwait(false);
    }

    private static async Task<string> DownloadAsync(XenRelease release, CancellationToken cancellation)
    {
        using WorkFolder work = new();
        DebianArchive archive = await DebianArchive.OpenAsync(release.Suite, "./xg boot --xen FILE boots a Xen of your own", work, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> packages = await archive.DownloadAsync([release.Package], cancellation).ConfigureAwait(false);
        string content = await DebianArchive.UnpackAsync(packages[0], work, cancellation).ConfigureAwait(false);
        return Unpack(Path.Combine(content, release.PackagedFile), release.CachedName);
    }

    private static string FromFile(string path)
    {
        if (!IsCompressed(path))
        {
            return path;
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..16];
        string name = $"xen-{digest}";
        return File.Exists(CacheFolder.File(name)) ? CacheFolder.File(name) : Unpack(path, name);
    }

    private static bool IsCompressed(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.ReadByte() == (GzipMagic & 0xff) && file.ReadByte() == GzipMagic >> 8;
    }

    private static string Unpack(string compressed, string name)
    {
        CacheFolder.Put(name, target =>
        {
            using GZipStream source = new(File.OpenRead(compressed), CompressionMode.Decompress);
            source.CopyTo(target);
        });
        return CacheFolder.File(name);
    }
}
