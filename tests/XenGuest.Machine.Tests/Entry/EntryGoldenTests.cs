using System;
using System.IO;
using System.Linq;
using Xunit;

namespace XenGuest.Machine.Tests.Entry;

/// <remarks>Refresh: <c>XENGUEST_REFRESH_GOLDENS=1 dotnet test tests/XenGuest.Machine.Tests</c>.</remarks>
public class EntryGoldenTests
{
    [Theory]
    [InlineData(".text.xenguest32", "i386", "entry32.asm")]
    [InlineData(".text.xenguest", "x86-64", "entry64.asm")]
    public void The_machine_code_is_its_golden_listing(string section, string mode, string golden)
    {
        using EntryFile file = new();
        string listing = EntryFile.Run("objdump", "-dr", "-M", mode, "-j", section, file.Path);

        // The first lines name the file.
        AssertGolden(golden, string.Join('\n', listing.Split('\n').SkipWhile(static line => !line.StartsWith("Disassembly", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_sections_and_symbols_are_their_golden_listing()
    {
        using EntryFile file = new();
        string listing = EntryFile.Run("readelf", "-SsW", file.Path);

        AssertGolden("entry.sections.txt", listing);
    }

    private static void AssertGolden(string name, string listing)
    {
        string file = Repository.PathOf(Path.Combine("tests", "golden", "entry", name));
        if (Repository.RefreshesGoldens)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, listing);
        }

        Assert.Equal(File.ReadAllText(file), listing);
    }
}
