using System;
using System.IO;
using System.Text;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>Writes a cpio archive of the "newc" format, which Linux unpacks as its first file system. Everything in it belongs to root.</summary>
/// <remarks>Linux takes several archives one behind the other as one: the later file counts.</remarks>
internal sealed class CpioArchive
{
    private const string Magic = "070701";
    private const string EndName = "TRAILER!!!";
    private const uint Folder = 0x4000;
    private const uint RegularFile = 0x8000;
    private const uint SymbolicLink = 0xa000;
    private const uint ForAll = 0x1ed;

    private readonly Stream _target;
    private uint _entries;
    private long _length;

    /// <summary>Begins an archive.</summary>
    /// <param name="target">Where to; a multiple of four bytes stand in it already.</param>
    public CpioArchive(Stream target)
    {
        _target = target;
    }

    /// <summary>Adds a folder, which stands before what is in it.</summary>
    public void AddFolder(string path) => Add(path, Folder | ForAll, []);

    /// <summary>Adds a file that everybody may read and run.</summary>
    public void AddFile(string path, ReadOnlySpan<byte> content) => Add(path, RegularFile | ForAll, content);

    /// <summary>Adds a symbolic link.</summary>
    public void AddLink(string path, string target) => Add(path, SymbolicLink | 0x1ff, Encoding.UTF8.GetBytes(target));

    /// <summary>Ends the archive.</summary>
    public void Complete() => Add(EndName, 0, []);

    private void Add(string path, uint mode, ReadOnlySpan<byte> content)
    {
        byte[] name = Encoding.UTF8.GetBytes(path.TrimStart('/') + "\0");

        // inode, mode, owner, group, links, time, size, device (2), device of a node (2), length of the name, check sum.
        uint[] fields = [++_entries, mode, 0, 0, 1, 0, (uint)content.Length, 0, 0, 0, 0, (uint)name.Length, 0];
        StringBuilder header = new(Magic);
        foreach (uint field in fields)
        {
            header.Append(field.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
        }

        Write(Encoding.ASCII.GetBytes(header.ToString()));
        Write(name);
        Align();
        Write(content);
        Align();
    }

    private void Align() => Write("\0\0\0"u8[..(int)(-_length & 3)]);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _target.Write(bytes);
        _length += bytes.Length;
    }
}
