using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>Chooses the files of dom0's image out of unpacked packages, and gives them their places.</summary>
internal sealed class Dom0Files
{
    private const string Libraries = "usr/lib/x86_64-linux-gnu";
    private const string Loader = "ld-linux-x86-64.so.2";
    private const string Shell = "bin/busybox";

    private static readonly string[] s_folders =
    [
        "bin", "dev", "etc", "etc/xen", "etc/xen/auto", "lib", "lib/modules", "lib64", "proc", "proc/xen", "run", "sbin", "sys", "tmp",
        "usr", "usr/bin", "usr/lib", Path.GetDirectoryName(Dom0Layout.ToolFolder)!, "usr/sbin", Libraries, "var", "var/lib", "var/lib/xen", "var/lib/xenstored", "var/log",
        Dom0Layout.ToolFolder, Dom0Layout.ShareFolder,
    ];

    private readonly string _content;
    private readonly CpioArchive _archive;
    private readonly SharedLibraries _libraries;
    private readonly HashSet<string> _added = [];

    private Dom0Files(string content, Stream target)
    {
        _content = content;
        _archive = new CpioArchive(target);
        _libraries = new SharedLibraries(content);
    }

    /// <summary>Writes the archive.</summary>
    /// <param name="content">The unpacked packages.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="XgException">The packages lack something.</exception>
    public static async Task WriteAsync(string content, Stream target, CancellationToken cancellation)
    {
        Dom0Files files = new(content, target);
        files.AddSystem();
        files.AddPrograms();
        files.AddLibraries();
        files.AddModules();
        await files.AddShellCommandsAsync(cancellation).ConfigureAwait(false);
        files._archive.Complete();
    }

    private void AddSystem()
    {
        foreach (string folder in s_folders)
        {
            _archive.AddFolder(folder);
        }

        _archive.AddLink("var/run", "/run");
        _archive.AddLink("var/lock", "/run/lock");
        _archive.AddLink("var/log/xen", $"{Dom0Layout.ShareFolder}/{Dom0Layout.LogFolder}");
        _archive.AddLink("lib/x86_64-linux-gnu", $"/{Libraries}");
        _archive.AddFile("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"u8);
        _archive.AddFile("etc/group", "root:x:0:\n"u8);
    }

    private void AddPrograms()
    {
        foreach (string file in Dom0Packages.Files)
        {
            string source = Path.Combine(_content, file);
            if (Directory.Exists(source))
            {
                AddFolder(file, source);
            }
            else
            {
                Add(file, source);
            }
        }

        foreach (string command in Dom0Packages.StoreCommands)
        {
            AddLink($"usr/bin/xenstore-{command}", "xenstore");
        }
    }

    private void AddFolder(string place, string folder)
    {
        _archive.AddFolder(place);
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            Add($"{place}/{Path.GetFileName(file)}", file);
        }
    }

    private void AddLibraries()
    {
        foreach (string library in Dom0Packages.OpenedLibraries)
        {
            _libraries.Add(library, "the C library");
        }

        foreach ((string name, string file) in _libraries.Found)
        {
            AddFile(name == Loader ? $"lib64/{Loader}" : $"{Libraries}/{name}", file);
        }
    }

    private void AddModules()
    {
        string folder = Path.Combine(_content, "lib/modules");
        List<string> list = [];
        foreach (string file in KernelModules.InOrder(folder, Dom0Packages.Modules))
        {
            string place = $"lib/modules/{Path.GetFileName(file)}";
            AddFile(place, file);
            list.Add("/" + place);
        }

        _archive.AddFile(Dom0Layout.ModuleList, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', list) + "\n"));
    }

    /// <summary>Adds the commands of busybox, which is static and so runs here too, as far as no other package has them.</summary>
    private async Task AddShellCommandsAsync(CancellationToken cancellation)
    {
        string busybox = Path.Combine(_content, Shell);
        ToolResult list = await Tool.RunAsync(busybox, ["--list"], null, cancellation).ConfigureAwait(false);
        foreach (string command in list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!_added.Any(place => Path.GetFileName(place) == command))
            {
                AddLink($"bin/{command}", "/" + Shell);
            }
        }
    }

    private void Add(string place, string file)
    {
        if (!File.Exists(file))
        {
            throw new XgException($"dom0's image would lack {place}: none of its packages has it");
        }

        AddFile(place, file);
        _libraries.AddNeededBy(file);
    }

    private void AddFile(string place, string file)
    {
        _added.Add(place);
        _archive.AddFile(place, File.ReadAllBytes(file));
    }

    private void AddLink(string place, string target)
    {
        _added.Add(place);
        _archive.AddLink(place, target);
    }
}
