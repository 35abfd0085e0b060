using System.IO;
using XenGuest.Xg.Elf;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig;

/// <summary>A bootable image on disk and the names of its code.</summary>
/// <param name="File">The image, a full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="SymbolFile">The file with its symbols: the full ELF beside it where there is one, else itself.</param>
/// <param name="Symbols">Its code symbols; empty where that file has none.</param>
/// <param name="LoadAddress">Where it begins in memory.</param>
internal sealed record GuestImage(string File, long Bytes, string SymbolFile, SymbolTable Symbols, ulong LoadAddress)
{
    /// <summary>What is added to the name of an image for the name of its full ELF, with symbols.</summary>
    private const string SymbolSuffix = ".sym";

    private const string Republish = "dotnet publish -c Release PROJECT, of a project that uses the XenGuest SDK: README.md, A first guest";

    /// <summary>The name that QEMU is given, in the folder of the image.</summary>
    public string Name => Path.GetFileName(File);

    /// <summary>What a guest without a verdict of its own is called.</summary>
    public string Title => Path.GetExtension(File) == ".elf" ? Path.GetFileNameWithoutExtension(File) : Name;

    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>Looks at an image before it is booted.</summary>
    /// <exception cref="XgException">Xen could not boot it; the message says why.</exception>
    public static GuestImage Open(string path)
    {
        string file = Path.GetFullPath(path);
        if (!System.IO.File.Exists(file))
        {
            throw new XgException($"{path} does not exist", "give a guest project, its folder, or a bootable image");
        }

        if (Path.GetFileName(file).Contains(' '))
        {
            throw new XgException($"the name of {path} has a space, which ends the name of a multiboot module", $"rename the file, as in: mv \"{path}\" guest.elf");
        }

        ElfImage image = Read(path);
        if (image.PvhEntry is null)
        {
            throw new XgException($"{path} has no PVH note (XEN_ELFNOTE_PHYS32_ENTRY), so Xen does not know where to enter it", Republish);
        }

        string beside = file + SymbolSuffix;
        return System.IO.File.Exists(beside)
            ? new GuestImage(file, new FileInfo(file).Length, beside, Read(beside).Symbols, image.LoadAddress)
            : new GuestImage(file, new FileInfo(file).Length, file, image.Symbols, image.LoadAddress);
    }

    private static ElfImage Read(string path)
    {
        try
        {
            return ElfImage.Read(path);
        }
        catch (ElfFormatException exception)
        {
            throw new XgException($"{path} cannot be booted: {exception.Message}", Republish);
        }
    }
}
