using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>What every published image keeps to.</summary>
public partial class ImageTests
{
    public static TheoryData<string> Guests => [.. Guest.All.Select(static guest => guest.Name)];

    [Theory]
    [MemberData(nameof(Guests))]
    public async Task No_segment_is_writable_and_executable_and_text_is_not_writable(string name)
    {
        GuestImage image = await PublishedGuests.ImageAsync(Guest.All.Single(guest => guest.Name == name));
        ToolResult listing = await Tool.RunAsync("readelf", ["-lW", image.File], image.Folder, CancellationToken.None);
        List<(string Type, ulong Start, string Flags)> segments =
        [
            .. SegmentLine().Matches(listing.Output).Select(static match => (
                match.Groups[1].Value, ulong.Parse(match.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), match.Groups[3].Value.Trim())),
        ];

        // Constants, text, data.
        Assert.Equal(["R", "R E", "RW"], segments.Where(static segment => segment.Type == "LOAD").OrderBy(static segment => segment.Start).Select(static segment => segment.Flags));
        Assert.DoesNotContain(segments, static segment => segment.Flags.Contains('W') && segment.Flags.Contains('E'));
    }

    [GeneratedRegex(@"^  ([A-Z_]+) +0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ ([RWE ]{3})", RegexOptions.Multiline)]
    private static partial Regex SegmentLine();
}
