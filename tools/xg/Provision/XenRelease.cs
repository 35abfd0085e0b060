using System;

namespace XenGuest.Xg.Provision;

/// <summary>A release of Xen as Debian packages it.</summary>
/// <param name="Version">Xen's version.</param>
/// <param name="Suite">The release of Debian that has it.</param>
internal sealed record XenRelease(string Version, string Suite)
{
    public static readonly XenRelease Xen417 = new("4.17", "bookworm");
    public static readonly XenRelease Xen420 = new("4.20", "trixie");

    /// <summary>The releases that guests are tested on, the default first.</summary>
    public static readonly XenRelease[] All = [Xen417, Xen420];

    public string Package => $"xen-hypervisor-{Version}-amd64";

    /// <summary>The file of the hypervisor in its package, compressed.</summary>
    public string PackagedFile => $"boot/xen-{Version}-amd64.gz";

    /// <summary>The name of the uncompressed hypervisor in the cache.</summary>
    public string CachedName => $"xen-{Version}-amd64";

    /// <summary>Finds a release by its version.</summary>
    /// <returns>The release; null where guests are not tested on that version.</returns>
    public static XenRelease? Find(string version) => Array.Find(All, release => release.Version == version);
}
