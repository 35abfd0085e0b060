using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision.Dom0;

/// <summary>Takes the ELF kernel out of a bzImage. Xen boots a bzImage too, but has to unpack it in the emulator, which takes seconds.</summary>
internal static class KernelFile
{
    /// <summary>The program that unpacks it.</summary>
    public const string Unpacker = "xz";

    private const int SetupSectors = 0x1f1;
    private const int SetupMagic = 0x202;
    private const int PayloadOffset = 0x248;
    private const int PayloadLength = 0x24c;
    private const int SectorSize = 512;

    // Behind the compressed kernel stands its size, which the unpacker does not want.
    private const int SizeOfSize = 4;

    private const int ProgramHeaderSize = 56;
    private const uint SegmentLoad = 1;
    private const int PageSize = 4096;

    /// <summary>Unpacks a kernel.</summary>
    /// <param name="bzImage">Its file as packaged.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The ELF file, without its sections and without zeros at the ends of its segments: the less, the sooner it is in memory.</returns>
    /// <exception cref="XgException">It is no bzImage, or is compressed in another way.</exception>
    public static async Task<byte[]> UnpackAsync(string bzImage, CancellationToken cancellation)
    {
        string name = Path.GetFileName(bzImage);
        ReadOnlyMemory<byte> payload = Payload(await File.ReadAllBytesAsync(bzImage, cancellation).ConfigureAwait(false))
            ?? throw new XgException($"{name} is no kernel compressed by {Unpacker}");
        using MemoryStream kernel = new();
        int exitCode = await DecompressAsync(payload, kernel, cancellation).ConfigureAwait(false);
        return exitCode == 0 && kernel.ToArray() is [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] elf
            ? Trim(elf)
            : throw new XgException($"{name} cannot be unpacked: {Unpacker} ended with code {exitCode}");
    }

    private static ReadOnlyMemory<byte>? Payload(byte[] file)
    {
        if (file.Length < PayloadLength + 4 || !file.AsSpan(SetupMagic).StartsWith("HdrS"u8))
        {
            return null;
        }

        // A header without a number of sectors is older than the field, and means four.
        int setup = ((file[SetupSectors] == 0 ? 4 : file[SetupSectors]) + 1) * SectorSize;
        int offset = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(PayloadOffset));
        int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(PayloadLength)) - SizeOfSize;
        bool isXz = setup + offset + length <= file.Length && file.AsSpan(setup + offset).StartsWith<byte>([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]);
        return isXz ? file.AsMemory(setup + offset, length) : null;
    }

    private static async Task<int> DecompressAsync(ReadOnlyMemory<byte> payload, Stream target, CancellationToken cancellation)
    {
        using ChildProcess unpacker = await ChildProcess.StartWithInputAsync(Unpacker, ["-dc"], null).ConfigureAwait(false);
        using CancellationTokenRegistration kill = cancellation.Register(unpacker.Kill);
        Task output = unpacker.Output.CopyToAsync(target, CancellationToken.None);
        try
        {
            await unpacker.Input.WriteAsync(payload, cancellation).ConfigureAwait(false);
            unpacker.Input.Close();
        }
        catch (IOException)
        {
            // It has ended before it read everything: its exit code says so.
        }

        await output.ConfigureAwait(false);
        return await unpacker.Exited.ConfigureAwait(false);
    }

    private static byte[] Trim(byte[] elf)
    {
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(32));
        ushort count = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(56));
        int end = 0;
        for (int index = 0; index < count; index++)
        {
            Span<byte> header = elf.AsSpan((int)table + index * ProgramHeaderSize, ProgramHeaderSize);
            int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == SegmentLoad)
            {
                // What a segment has in memory beyond its part of the file is zero.
                int used = elf.AsSpan(offset, length).LastIndexOfAnyExcept((byte)0) + 1;
                length = Math.Min(length, (used + PageSize - 1) / PageSize * PageSize);
                BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)length);
            }

            end = Math.Max(end, offset + length);
        }

        // No section headers: their place, and their size, number and names.
        elf.AsSpan(40, 8).Clear();
        elf.AsSpan(58, 6).Clear();
        return elf[..end];
    }
}
