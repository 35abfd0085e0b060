using System.Collections.Generic;
using System.IO;
using System.Linq;
using XenGuest.Xg.Elf;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>Finds the libraries that programs need, and those that these need, among unpacked packages.</summary>
internal sealed class SharedLibraries
{
    private static readonly string[] s_folders = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib64"];

    private readonly string _root;
    private readonly SortedDictionary<string, string> _found = [];

    /// <summary>Among packages unpacked into one folder.</summary>
    public SharedLibraries(string root)
    {
        _root = root;
    }

    /// <summary>What was found so far: files by the names that they are asked for.</summary>
    public IReadOnlyDictionary<string, string> Found => _found;

    /// <summary>Adds what a file needs.</summary>
    /// <param name="file">A program or a library; anything else, as a script, needs nothing.</param>
    /// <exception cref="XgException">No package has a library.</exception>
    public void AddNeededBy(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (bytes is not [0x7f, (byte)'E', (byte)'L', (byte)'F', ..])
        {
            return;
        }

        foreach (string library in ElfSections.NeededLibraries(bytes))
        {
            Add(library, Path.GetFileName(file));
        }
    }

    /// <summary>Adds a library and what it needs.</summary>
    /// <param name="library">The name that it is asked for.</param>
    /// <param name="user">Who asks, for the message.</param>
    /// <exception cref="XgException">No package has it.</exception>
    public void Add(string library, string user)
    {
        if (_found.ContainsKey(library))
        {
            return;
        }

        string file = s_folders.Select(folder => Path.Combine(_root, folder, library)).FirstOrDefault(File.Exists)
            ?? throw new XgException($"dom0's image would lack {library}, which {user} needs: none of its packages has it");
        _found.Add(library, file);
        AddNeededBy(file);
    }
}
