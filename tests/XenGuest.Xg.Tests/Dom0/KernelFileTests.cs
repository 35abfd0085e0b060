using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests.Dom0;

public sealed class KernelFileTests : IDisposable
{
    private const int Setup = 2 * 512;

    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-kernel-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_kernel_comes_out_without_sections_and_without_the_zeros_at_the_end_of_its_segment()
    {
        byte[] code = new byte[0x5000];
        code[0x1500] = 0xcc;
        byte[] elf = new ElfBuilder { Code = code, PvhEntry = null }.Build();

        byte[] kernel = await KernelFile.UnpackAsync(await PackAsync(elf), CancellationToken.None);

        // The segment begins with the file, and its last byte that is not zero is in its second page.
        Assert.Equal(0x2000, kernel.Length);
        Assert.Equal(elf.AsSpan(64 + 56, 56), kernel.AsSpan(64 + 56, 56));
        Assert.Equal(0x2000UL, BinaryPrimitives.ReadUInt64LittleEndian(kernel.AsSpan(64 + 32)));
        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(64 + 40)), BinaryPrimitives.ReadUInt64LittleEndian(kernel.AsSpan(64 + 40)));
        Assert.Equal(0, BinaryPrimitives.ReadUInt16LittleEndian(kernel.AsSpan(60)));
    }

    [Fact]
    public async Task What_is_no_kernel_is_named()
    {
        string file = Path.Combine(_folder, "vmlinuz-x");
        await File.WriteAllTextAsync(file, "no kernel");

        XgException error = await Assert.ThrowsAsync<XgException>(() => KernelFile.UnpackAsync(file, CancellationToken.None));

        Assert.Equal("vmlinuz-x is no kernel compressed by xz", error.Message);
    }

    [Fact]
    public async Task A_kernel_that_is_damaged_is_named()
    {
        string file = await PackAsync(new ElfBuilder().Build());
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[Setup + 40] ^= 0xff;
        await File.WriteAllBytesAsync(file, bytes);

        XgException error = await Assert.ThrowsAsync<XgException>(() => KernelFile.UnpackAsync(file, CancellationToken.None));

        Assert.StartsWith("vmlinuz cannot be unpacked: xz ended with code", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> PackAsync(byte[] elf)
    {
        string plain = Path.Combine(_folder, "vmlinux");
        await File.WriteAllBytesAsync(plain, elf);
        ToolResult packed = await Tool.RunAsync("xz", ["--check=crc32", plain], null, CancellationToken.None);
        Assert.True(packed.Succeeded, packed.Error);
        byte[] payload = await File.ReadAllBytesAsync(plain + ".xz");
        byte[] file = new byte[Setup + payload.Length + 4];
        file[0x1f1] = 1;
        "HdrS"u8.CopyTo(file.AsSpan(0x202));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x24c), (uint)payload.Length + 4);
        payload.CopyTo(file.AsSpan(Setup));
        string image = Path.Combine(_folder, "vmlinuz");
        await File.WriteAllBytesAsync(image, file);
        return image;
    }
}
