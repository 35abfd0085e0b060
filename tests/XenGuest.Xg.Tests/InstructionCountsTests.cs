using Xunit;
using XenGuest.Xg.Bench;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests;

public class InstructionCountsTests
{
    private static readonly string[] s_region =
    [
        "# callgrind format", "desc: Trigger: Client Request: 2-level, 8 pending, C#", "events: Ir", "summary: 12", "fn=(1)", "0x1 0 12", "totals: 1234",
    ];

    private static readonly string[] s_end = ["desc: Trigger: Program termination", "totals: 99"];

    [Fact]
    public void A_region_has_what_its_dump_says()
    {
        InstructionCounts counts = new();
        counts.Read(s_region);
        counts.Read(s_end);

        Assert.Equal(1234, counts["2-level, 8 pending, C#"]);
    }

    [Fact]
    public void A_region_that_was_not_counted_is_refused_by_name()
    {
        InstructionCounts counts = new();
        counts.Read(s_end);

        XgException error = Assert.Throws<XgException>(() => counts["2-level, 8 pending, C#"]);
        Assert.Contains("2-level, 8 pending, C#", error.Message, System.StringComparison.Ordinal);
    }
}
