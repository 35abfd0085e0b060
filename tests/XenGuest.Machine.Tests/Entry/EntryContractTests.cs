using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.IO;
using XenGuest.Hypercall.Emission;
using XenGuest.Machine.Contract;
using Xunit;

namespace XenGuest.Machine.Tests.Entry;

/// <summary>What the rest of the image counts on.</summary>
public partial class EntryContractTests
{
    [Fact]
    public void No_section_is_writable_and_executable()
    {
        using EntryFile file = new();
        ParsedObject entry = new(File.ReadAllBytes(file.Path));

        Assert.Contains(entry.Sections, static section => section.Has(ParsedObject.SectionRow.Execute));
        Assert.DoesNotContain(entry.Sections, static section => section.Has(ParsedObject.SectionRow.Execute) && section.Has(ParsedObject.SectionRow.Write));
    }

    [Fact]
    public void Every_vector_has_its_stub_sixteen_bytes_behind_the_one_before()
    {
        using EntryFile file = new();
        ParsedObject entry = new(File.ReadAllBytes(file.Path));
        ulong stubs = entry.Symbols.Single(static symbol => symbol.Name == "xenguest_trap_stubs").Value;
        byte[] code = entry[".text.xenguest"].Content;

        Assert.Equal(0UL, stubs % 16);
        for (int vector = 0; vector < Vector.Count; vector++)
        {
            int at = (int)stubs + (vector * 16);
            int push = Vector.PushesErrorCode(vector) ? at : at + 2;
            Assert.Equal(Vector.PushesErrorCode(vector) ? 0x6A : 0x00, Vector.PushesErrorCode(vector) ? code[push] : code[at + 1]);
            Assert.Equal([0x6A, (byte)vector, 0xE9], code[push..(push + 3)]);
            string target = entry.Relocations.Single(r => r.Section == ".text.xenguest" && r.Offset == (ulong)push + 3).Symbol;
            Assert.Equal(Vector.IsFatal(vector) ? "xenguest_trap_fatal" : "xenguest_trap_common", target);
        }
    }

    [Fact]
    public void The_hypercall_page_is_a_page_and_poisoned()
    {
        using EntryFile file = new();
        ParsedObject.SectionRow page = new ParsedObject(File.ReadAllBytes(file.Path))[".text.hypercall_page"];

        Assert.Equal(4096UL, page.Alignment);
        Assert.Equal(HypercallPageImage.CreatePoisoned(), page.Content);
    }

    [Fact]
    public void The_PVH_note_names_the_entry()
    {
        using EntryFile file = new();
        ParsedObject entry = new(File.ReadAllBytes(file.Path));

        Assert.Equal([4, 0, 0, 0, 8, 0, 0, 0, 18, 0, 0, 0, (byte)'X', (byte)'e', (byte)'n', 0], entry[".note.Xen"].Content[..16]);
        Assert.Contains((".note.Xen", 16UL, 1u, "xenguest_pvh_start", 0L), entry.Relocations);
    }

    [Fact]
    public void The_blocks_that_machine_code_uses_fit_the_processor_and_a_page()
    {
        Assert.Equal(176, System.Runtime.InteropServices.Marshal.SizeOf<RegisterFrame>());
        Assert.Equal(104, TrapArea.TaskStateLimit + 1);
        Assert.InRange(TrapArea.TaskState + TrapArea.TaskStateLimit + 1, 1, System.Runtime.InteropServices.Marshal.SizeOf<TrapArea>());

        // The processor's first push, of SS, falls on IST1; what Entry pushes below the frame stays in the area.
        Assert.Equal(0, (Offset<CpuBlock>(nameof(CpuBlock.TrapArea)) + TrapArea.StackTop) % 16);
        Assert.Equal(TrapArea.StackTop - 8, Offset<TrapArea>(nameof(TrapArea.InterruptStack)));
        Assert.InRange(TrapArea.StackTop - (7 * 8) - (15 * 8), 0, TrapArea.StackTop);
        Assert.Equal(0, XenGuest.Entry.Emission.Layout.ThreadFloatingPoint % 16);
        Assert.InRange(System.Runtime.InteropServices.Marshal.SizeOf<ThreadBlock>(), 1, 4096);
        Assert.InRange(System.Runtime.InteropServices.Marshal.SizeOf<CpuBlock>(), 1, 4096);
    }

    private static int Offset<T>(string field) => (int)System.Runtime.InteropServices.Marshal.OffsetOf<T>(field);

    /// <summary>Entry and Machine linked by the script of the SDK; the program's own symbols are left open.</summary>
    [Fact]
    public void A_linked_image_has_no_segment_that_is_writable_and_executable_and_its_text_is_not_writable()
    {
        using EntryFile file = new();
        string image = file.InFolder("image");
        EntryFile.Run(
            "ld", "-static", "-z", "noexecstack", "-z", "max-page-size=4096", "--unresolved-symbols=ignore-all", "--build-id=none",
            "-T", Repository.PathOf("Boot/Sdk/image.ld"), "-o", image, file.Path, Repository.PathOf("Boot/Machine/obj/machine.o"));

        List<(string Type, ulong Start, ulong Size, string Flags)> segments = Segments(EntryFile.Run("readelf", "-lW", image));
        ulong text = Symbol(image, "xenguest_pvh_start");
        ulong data = Symbol(image, "xenguest_boot_stack");

        Assert.Equal(3, segments.Count(static segment => segment.Type == "LOAD"));
        Assert.DoesNotContain(segments, static segment => segment.Flags.Contains('W') && segment.Flags.Contains('E'));
        Assert.Equal("R E", segments.Single(segment => segment.Type == "LOAD" && text - segment.Start < segment.Size).Flags);
        Assert.Equal("RW", segments.Single(segment => segment.Type == "LOAD" && data - segment.Start < segment.Size).Flags);
    }

    private static ulong Symbol(string image, string name) => EntryFile.Run("nm", image).Split('\n')
        .Where(line => line.EndsWith(" " + name, System.StringComparison.Ordinal))
        .Select(static line => ulong.Parse(line.Split(' ')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Single();

    private static List<(string Type, ulong Start, ulong Size, string Flags)> Segments(string listing) =>
    [
        .. SegmentLine().Matches(listing).Select(static match => (
            match.Groups[1].Value,
            ulong.Parse(match.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ulong.Parse(match.Groups[3].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            match.Groups[4].Value.Trim())),
    ];

    [GeneratedRegex(@"^  ([A-Z_]+) +0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ 0x[0-9a-f]+ 0x([0-9a-f]+) ([RWE ]{3})", RegexOptions.Multiline)]
    private static partial Regex SegmentLine();
}
