using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Iced.Intel;
using XenGuest.Hypercall.Emission;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>The text of a golden file: one instruction a line, with its offset and bytes.</summary>
internal static class TrampolineListing
{
    public const ulong PageAddress64 = 0x1122_3344_5566_7000;
    public const ulong PageAddress32 = 0x1234_5000;

    public static byte[] Assemble(HypercallConvention convention, HypercallForm form, ulong pageAddress)
    {
        Assembler assembler = new(Bitness(convention));
        HypercallTrampoline.Emit(assembler, convention, form, pageAddress);
        using MemoryStream stream = new();
        assembler.Assemble(new StreamCodeWriter(stream), 0);
        return stream.ToArray();
    }

    public static string Of(HypercallConvention convention, HypercallForm form)
    {
        int bitness = Bitness(convention);
        byte[] code = Assemble(convention, form, bitness == 64 ? PageAddress64 : PageAddress32);
        return Disassemble(code, bitness, $"; {convention}, {form}: {code.Length} bytes");
    }

    public static string Disassemble(byte[] code, int bitness, string heading)
    {
        Iced.Intel.Decoder decoder = Iced.Intel.Decoder.Create(bitness, new ByteArrayCodeReader(code));
        NasmFormatter formatter = new();
        StringOutput text = new();
        StringBuilder listing = new();
        listing.Append(heading).Append('\n');
        foreach (Instruction instruction in Instructions(decoder, code.Length))
        {
            formatter.Format(instruction, text);
            int offset = (int)instruction.IP;
            string bytes = Convert.ToHexString(code.AsSpan(offset, instruction.Length));
            listing.Append(CultureInfo.InvariantCulture, $"{offset:x4}  {bytes,-20}  {text.ToStringAndReset()}\n");
        }

        return listing.ToString();
    }

    private static IEnumerable<Instruction> Instructions(Iced.Intel.Decoder decoder, int length)
    {
        while (decoder.IP < (ulong)length)
        {
            yield return decoder.Decode();
        }
    }

    private static int Bitness(HypercallConvention convention) => convention == HypercallConvention.SysV64 ? 64 : 32;
}
