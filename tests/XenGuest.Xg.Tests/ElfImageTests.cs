using System;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Tests;

public class ElfImageTests(ITestOutputHelper output)
{
    private static readonly byte[] s_image = new ElfBuilder()
        .Symbol(ElfBuilder.CodeAddress, 0x20, "Guest_Program__Main")
        .Symbol(ElfBuilder.CodeAddress + 0x20, 0x10, "Guest_Program__Next")
        .Build();

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void The_entry_of_the_PVH_note_is_read_in_both_its_widths(int width)
    {
        byte[] image = new ElfBuilder { NoteValueLength = width }.Build();

        Assert.Equal(ElfBuilder.CodeAddress, ElfImage.Parse(image).PvhEntry);
    }

    [Fact]
    public void The_load_address_is_that_of_the_loaded_segment()
    {
        Assert.Equal(ElfBuilder.LoadAddress, ElfImage.Parse(s_image).LoadAddress);
    }

    [Fact]
    public void An_image_without_a_note_has_no_entry()
    {
        Assert.Null(ElfImage.Parse(new ElfBuilder { PvhEntry = null }.Build()).PvhEntry);
    }

    [Fact]
    public void A_note_of_another_owner_is_no_PVH_note()
    {
        byte[] image = (byte[])s_image.Clone();
        int owner = image.AsSpan().IndexOf("Xen\0"u8);
        "Zen"u8.CopyTo(image.AsSpan(owner));

        Assert.Null(ElfImage.Parse(image).PvhEntry);
    }

    [Fact]
    public void A_PVH_note_of_an_odd_width_is_refused()
    {
        ElfFormatException error = Assert.Throws<ElfFormatException>(() => ElfImage.Parse(new ElfBuilder { NoteValueLength = 6 }.Build()));

        Assert.Contains("PVH note", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_ELF_is_called_so()
    {
        Assert.Equal("it is not an ELF file", Assert.Throws<ElfFormatException>(() => ElfImage.Parse("#!/bin/sh\n"u8)).Message);
    }

    [Theory]
    [InlineData(4, 1, "class 32")]
    [InlineData(18, 3, "i386")]
    [InlineData(18, 183, "machine 183")]
    public void An_ELF_file_for_another_machine_is_named(int offset, byte value, string named)
    {
        byte[] image = (byte[])s_image.Clone();
        image[offset] = value;

        Assert.Contains(named, Assert.Throws<ElfFormatException>(() => ElfImage.Parse(image)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_are_found_by_any_address_that_they_cover()
    {
        SymbolTable symbols = ElfImage.Parse(s_image).Symbols;

        Assert.Equal(2, symbols.Count);
        Assert.Null(symbols.Find(ElfBuilder.CodeAddress - 1));
        Assert.Equal("Guest_Program__Main", symbols.Find(ElfBuilder.CodeAddress)?.Name);
        Assert.Equal("Guest_Program__Main", symbols.Find(ElfBuilder.CodeAddress + 0x1f)?.Name);
        Assert.Equal("Guest_Program__Next", symbols.Find(ElfBuilder.CodeAddress + 0x20)?.Name);
        Assert.Equal("Guest_Program__Next", symbols.Find(ElfBuilder.CodeAddress + 0x2f)?.Name);
        Assert.Null(symbols.Find(ElfBuilder.CodeAddress + 0x30));
        Assert.Null(symbols.Find(ulong.MaxValue));
    }

    [Fact]
    public void Every_truncation_is_refused_by_name()
    {
        for (int length = 0; length < s_image.Length; length++)
        {
            Assert.Throws<ElfFormatException>(() => ElfImage.Parse(s_image.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_refused_by_name_or_read()
    {
        byte[] image = (byte[])s_image.Clone();
        for (int offset = 0; offset < image.Length; offset++)
        {
            byte original = image[offset];
            foreach (int change in (int[])[0x01, 0x80, 0x7f, 0xff])
            {
                image[offset] = (byte)(original ^ change);
                AssertReadsOrRefuses(image);
            }

            image[offset] = original;
        }
    }

    [Fact]
    public void Random_damage_of_many_bytes_is_refused_by_name_or_read()
    {
        int seed = LongRun.Seed;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = LongRun.Cases(few: 20_000, many: 5_000_000); round > 0; round--)
        {
            byte[] image = (byte[])s_image.Clone();
            for (int count = random.Next(1, 12); count > 0; count--)
            {
                image[random.Next(image.Length)] = (byte)random.Next(256);
            }

            AssertReadsOrRefuses(image);
        }
    }

    [Fact]
    public void Lengths_that_overflow_an_address_are_refused()
    {
        // The offset and the length of the note segment, so that their sum wraps around to a valid place.
        byte[] image = (byte[])s_image.Clone();
        int noteHeader = 64 + 56;
        BitConverter.TryWriteBytes(image.AsSpan(noteHeader + 8), ulong.MaxValue - 7);
        BitConverter.TryWriteBytes(image.AsSpan(noteHeader + 32), 64UL);

        Assert.Throws<ElfFormatException>(() => ElfImage.Parse(image));
    }

    private static void AssertReadsOrRefuses(byte[] image)
    {
        try
        {
            ElfImage parsed = ElfImage.Parse(image);
            parsed.Symbols.Find(ElfBuilder.CodeAddress);
        }
        catch (ElfFormatException)
        {
            // The one named error.
        }
    }
}
