using System.Collections.Generic;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>What of Debian the Linux dom0 is made of.</summary>
/// <remarks>The packages are downloaded and unpacked, never installed. A library that a chosen program needs and that no package here has
/// is an error by name when the image is built.</remarks>
internal static class Dom0Packages
{
    /// <summary>The release of Xen whose toolstack is in the image: a toolstack builds guests on its own release only.</summary>
    public static readonly XenRelease Release = XenRelease.Xen417;

    /// <summary>The package that depends on the suite's kernel, whose own name changes with each update.</summary>
    public const string KernelMetaPackage = "linux-image-amd64";

    public const string KernelPackagePrefix = "linux-image-";

    /// <summary>The packages, without the kernel's.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        $"xen-utils-{Release.Version}", "xen-utils-common", "xenstore-utils",
        "libxencall1", "libxendevicemodel1", "libxenevtchn1", "libxenforeignmemory1", "libxengnttab1", "libxenhypfs1", $"libxenmisc{Release.Version}", "libxenstore4",
        "libxentoolcore1", "libxentoollog1", "libyajl2", "libnl-3-200", "libnl-route-3-200", "libfdt1",
        "bash", "busybox-static", "coreutils", "mount", "util-linux",
        "libacl1", "libattr1", "libblkid1", "libbz2-1.0", "libc6", "libgcc-s1", "libgmp10", "liblzma5", "liblzo2-2", "libmount1", "libpcre2-8-0", "libselinux1", "libsmartcols1",
        "libssl3", "libtinfo6", "libudev1", "libuuid1", "libzstd1", "zlib1g",
    ];

    /// <summary>The files taken from them, by their place there and here; a folder with everything in it. Libraries come by themselves.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "bin/bash", "bin/busybox", "usr/bin/stat", "usr/bin/flock", "sbin/losetup", "usr/bin/xenstore", "etc/xen/scripts", "etc/xen/xl.conf",
        .. Tools("xl", "xenstored", "xenconsoled", "xenconsole", "xen-init-dom0", "libxl-save-helper", "xenstore-control", "lsevtchn", "xenctx"),
    ];

    /// <summary>A library that a program opens while it runs, so that its file does not name it: threads are ended by it.</summary>
    public static IReadOnlyList<string> OpenedLibraries { get; } = ["libgcc_s.so.1"];

    /// <summary>The names under which <c>xenstore</c> is called.</summary>
    public static IReadOnlyList<string> StoreCommands { get; } = ["chmod", "exists", "list", "ls", "read", "rm", "watch", "write"];

    /// <summary>The kernel's modules: the way to the host, Xen's devices for toolstack and services, and what backends of disks and network cards need.</summary>
    public static IReadOnlyList<string> Modules { get; } =
    [
        "virtio_pci", "virtio_console", "9pnet_virtio", "9p",
        "xen_privcmd", "xen_evtchn", "xen_gntdev", "xen_gntalloc", "xenfs",
        "loop", "xen_blkback", "xen_netback", "bridge", "tun",
    ];

    /// <summary>Looks whether the toolstack in the image is one for a Xen, before anything is built or downloaded for it.</summary>
    /// <param name="choice">A release or a file; of a file nobody can tell.</param>
    /// <exception cref="XgException">It is another release.</exception>
    public static void Demand(string choice)
    {
        if (XenRelease.Find(choice) is XenRelease release && release != Release)
        {
            throw new XgException($"--xen {choice}: the toolstack of the Linux dom0 is that of Xen {Release.Version}, and builds guests on that only", $"--xen {Release.Version}");
        }
    }

    private static IEnumerable<string> Tools(params string[] names)
    {
        foreach (string name in names)
        {
            yield return $"{Dom0Layout.ToolFolder.TrimStart('/')}/{name}";
        }
    }
}
