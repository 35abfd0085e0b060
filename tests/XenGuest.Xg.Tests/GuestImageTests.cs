using System;
using System.IO;
using Xunit;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests;

public sealed class GuestImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-image-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_image_brings_its_symbols_from_the_file_beside_it()
    {
        string image = Write("guest", new ElfBuilder().Symbol(ElfBuilder.CodeAddress, 1, "own").Build());
        string beside = Write("guest.sym", new ElfBuilder().Symbol(ElfBuilder.CodeAddress, 1, "beside").Build());

        GuestImage opened = GuestImage.Open(image);

        Assert.Equal("beside", opened.Symbols.Find(ElfBuilder.CodeAddress)?.Name);
        Assert.Equal(beside, opened.SymbolFile);
    }

    [Fact]
    public void An_image_alone_brings_its_own_symbols()
    {
        string image = Write("guest", new ElfBuilder().Symbol(ElfBuilder.CodeAddress, 1, "own").Build());

        GuestImage opened = GuestImage.Open(image);

        Assert.Equal("own", opened.Symbols.Find(ElfBuilder.CodeAddress)?.Name);
        Assert.Equal(image, opened.SymbolFile);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        AssertRefused(Path.Combine(_folder, "nothing"), "does not exist");
    }

    [Fact]
    public void A_name_with_a_space_is_refused()
    {
        AssertRefused(Write("my guest", new ElfBuilder().Build()), "has a space");
    }

    [Fact]
    public void A_file_that_is_no_ELF_is_refused_with_what_makes_one()
    {
        AssertRefused(Write("script", "#!/bin/sh\n"u8.ToArray()), "it is not an ELF file");
    }

    [Fact]
    public void An_image_without_a_PVH_note_is_refused_with_what_makes_one()
    {
        AssertRefused(Write("program", new ElfBuilder { PvhEntry = null }.Build()), "has no PVH note");
    }

    [Fact]
    public void A_damaged_symbol_file_is_refused_by_its_name()
    {
        string image = Write("guest", new ElfBuilder().Build());
        Write("guest.sym", new ElfBuilder().Build()[..100]);

        AssertRefused(image, "guest.sym cannot be booted");
    }

    private static void AssertRefused(string path, string why)
    {
        XgException error = Assert.Throws<XgException>(() => GuestImage.Open(path));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Mend));
    }

    private string Write(string name, byte[] content)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
