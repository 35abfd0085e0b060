using System;
using System.Buffers.Binary;
using System.IO;
using Iced.Intel;
using XenGuest.Hypercall.Emission;
using Xunit;

namespace XenGuest.Hypercall.Tests.Emission;

/// <remarks>Refresh: <c>XENGUEST_REFRESH_GOLDENS=1 dotnet test tests/XenGuest.Hypercall.Tests</c>.</remarks>
public class TrampolineGoldenTests
{
    [Theory]
    [CombinatorialTrampolines]
    public void A_trampoline_is_the_bytes_and_instructions_of_its_golden_file(HypercallConvention convention, HypercallForm form)
    {
        string file = Repository.Golden(Path.Combine("trampoline", $"{convention}.{form}.asm"));
        string listing = TrampolineListing.Of(convention, form);
        if (Repository.RefreshesGoldens)
        {
            File.WriteAllText(file, listing);
        }

        Assert.Equal(File.ReadAllText(file), listing);
    }

    [Fact]
    public void The_golden_folder_holds_the_trampolines_and_nothing_else()
    {
        int combinations = Enum.GetValues<HypercallConvention>().Length * Enum.GetValues<HypercallForm>().Length;
        Assert.Equal(combinations, Directory.GetFiles(Repository.Golden("trampoline")).Length);
    }

    [Theory]
    [InlineData(HypercallConvention.SysV64, 0UL)]
    [InlineData(HypercallConvention.SysV64, 1UL)]
    [InlineData(HypercallConvention.SysV64, 0x8000_0000UL)]
    [InlineData(HypercallConvention.SysV64, ulong.MaxValue)]
    [InlineData(HypercallConvention.Cdecl32, 0UL)]
    [InlineData(HypercallConvention.Cdecl32, 0x7FUL)]
    [InlineData(HypercallConvention.Frame32, 0UL)]
    [InlineData(HypercallConvention.Frame32, 0xFFFF_FFFFUL)]
    public void The_page_address_is_a_full_immediate_whatever_its_value(HypercallConvention convention, ulong pageAddress)
    {
        bool wide = convention == HypercallConvention.SysV64;
        byte[] code = TrampolineListing.Assemble(convention, HypercallForm.ByPage, pageAddress);
        byte[] reference = TrampolineListing.Assemble(
            convention, HypercallForm.ByPage, wide ? TrampolineListing.PageAddress64 : TrampolineListing.PageAddress32);

        byte[] immediate = new byte[wide ? 8 : 4];
        if (wide)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(immediate, TrampolineListing.PageAddress64);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(immediate, (uint)TrampolineListing.PageAddress32);
        }

        int place = reference.AsSpan().IndexOf(immediate);
        Assert.True(place > 0);
        Assert.Equal(reference.Length, code.Length);
        ulong emitted = wide
            ? BinaryPrimitives.ReadUInt64LittleEndian(code.AsSpan(place))
            : BinaryPrimitives.ReadUInt32LittleEndian(code.AsSpan(place));
        Assert.Equal(pageAddress, emitted);
    }

    [Fact]
    public void An_assembler_of_the_wrong_width_is_refused()
    {
        Assert.Throws<ArgumentException>(
            () => HypercallTrampoline.Emit(new Assembler(32), HypercallConvention.SysV64, HypercallForm.ByPage, 0));
        Assert.Throws<ArgumentException>(
            () => HypercallTrampoline.Emit(new Assembler(64), HypercallConvention.Cdecl32, HypercallForm.ByPage, 0));
    }

    [Fact]
    public void A_32_bit_trampoline_refuses_a_page_that_it_cannot_reach()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => HypercallTrampoline.Emit(new Assembler(32), HypercallConvention.Cdecl32, HypercallForm.ByPage, 1UL << 32));
    }

    [Theory]
    [InlineData((HypercallConvention)99, HypercallForm.ByPage)]
    [InlineData(HypercallConvention.Cdecl32, (HypercallForm)99)]
    [InlineData(HypercallConvention.Frame32, (HypercallForm)99)]
    public void An_unknown_convention_or_form_is_refused(HypercallConvention convention, HypercallForm form)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => HypercallTrampoline.Emit(new Assembler(32), convention, form, 0));
    }
}
