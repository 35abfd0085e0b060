using System.IO;
using System.Runtime.InteropServices;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>The steps by which the kernel's first program makes a system of what the kernel gives it. Each fails by its name.</summary>
internal static class BringUp
{
    private const string ShareOptions = "trans=virtio,version=9p2000.L,msize=262144,cache=none";

    /// <summary>Mounts the kernel's own file systems and those in memory.</summary>
    public static void MountSystem()
    {
        Mount("proc", "/proc", "proc", null);
        Mount("sysfs", "/sys", "sysfs", null);
        Mount("dev", "/dev", "devtmpfs", null);
        Mount("tmpfs", "/run", "tmpfs", null);
        Directory.CreateDirectory("/dev/pts");
        Directory.CreateDirectory("/dev/shm");
        Mount("devpts", "/dev/pts", "devpts", null);
        foreach (string folder in (string[])["/run/lock", "/run/xen", "/run/xenstored"])
        {
            Directory.CreateDirectory(folder);
        }

        // The shell scripts of Xen's toolstack read these; without them they wait for ever.
        File.CreateSymbolicLink("/dev/fd", "/proc/self/fd");
        File.CreateSymbolicLink("/dev/stdin", "fd/0");
        File.CreateSymbolicLink("/dev/stdout", "fd/1");
        File.CreateSymbolicLink("/dev/stderr", "fd/2");
    }

    /// <summary>Loads the modules of the image, in the order of its list.</summary>
    public static void LoadModules()
    {
        foreach (string file in File.ReadAllLines(Dom0Layout.ModuleList))
        {
            byte[] image = File.ReadAllBytes(file);
            if (Linux.InitModule(image, (nuint)image.Length, string.Empty) != 0)
            {
                throw Failed($"loading the module {Path.GetFileNameWithoutExtension(file)}");
            }
        }
    }

    /// <summary>Mounts Xen's file system and the host's folder.</summary>
    public static void MountXenAndShare()
    {
        Mount("xenfs", "/proc/xen", "xenfs", null);
        Mount(Dom0Layout.ShareTag, Dom0Layout.ShareFolder, "9p", ShareOptions);
        Directory.CreateDirectory(Path.Combine(Dom0Layout.ShareFolder, Dom0Layout.LogFolder, Dom0Layout.ConsoleFolder));
    }

    private static void Mount(string source, string target, string type, string? options)
    {
        if (Linux.Mount(source, target, type, 0, options) != 0)
        {
            throw Failed($"mounting {type} at {target}");
        }
    }

    private static BringUpException Failed(string step) => new(step, Marshal.GetLastPInvokeErrorMessage());
}
