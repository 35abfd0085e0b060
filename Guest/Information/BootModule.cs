using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Machine.Contract;

namespace XenGuest;

/// <summary>A file that the toolstack has put into memory for the program: xl's <c>ramdisk</c>.</summary>
public sealed unsafe class BootModule
{
    private readonly byte* _content;

    internal BootModule(in ModuleFacts facts)
    {
        _content = facts.Content;
        Length = (long)facts.Length;
        Words = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(facts.Words));
    }

    /// <summary>Its length, in bytes.</summary>
    public long Length { get; }

    /// <summary>The words that the loader was given with it; empty where there were none. No more than 255 bytes are kept.</summary>
    public string Words { get; }

    /// <summary>Reads it, from the beginning. Each call makes a stream of its own, which copies nothing.</summary>
    /// <returns>A stream that can be sought in, and not be written.</returns>
    /// <remarks>The file stays in memory for as long as the guest runs: disposing of the stream gives nothing back.</remarks>
    public Stream OpenRead() => new UnmanagedMemoryStream(_content, Length);
}
