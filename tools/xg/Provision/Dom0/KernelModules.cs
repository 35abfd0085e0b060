using System.Collections.Generic;
using System.IO;
using System.Linq;
using XenGuest.Xg.Elf;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>Modules of a kernel package, with those that they need before them. The package has no list of that: each file says it itself.</summary>
internal static class KernelModules
{
    private const string Suffix = ".ko";

    /// <summary>The files to load, in order.</summary>
    /// <param name="folder">A folder with modules anywhere below.</param>
    /// <param name="names">The modules wanted, '-' written as '_'.</param>
    /// <exception cref="XgException">There is no such module.</exception>
    public static IReadOnlyList<string> InOrder(string folder, IEnumerable<string> names)
    {
        Dictionary<string, string> files = Directory.EnumerateFiles(folder, "*" + Suffix, SearchOption.AllDirectories)
            .ToDictionary(static file => Path.GetFileNameWithoutExtension(file).Replace('-', '_'));
        List<string> order = [];
        foreach (string name in names)
        {
            Add(name, files, order);
        }

        return order;
    }

    private static void Add(string name, Dictionary<string, string> files, List<string> order)
    {
        if (!files.TryGetValue(name, out string? file))
        {
            throw new XgException($"the kernel package has no module {name}");
        }

        if (order.Contains(file))
        {
            return;
        }

        foreach (string needed in ElfSections.NeededModules(File.ReadAllBytes(file)))
        {
            Add(needed, files, order);
        }

        order.Add(file);
    }
}
