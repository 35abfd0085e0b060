using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class VerdictLineTests
{
    [Theory]
    [InlineData("XenGuest: SUCCESS Hello", "SUCCESS", "Hello", null)]
    [InlineData("XenGuest: SKIP fifo: Xen offers the 2-level ABI only", "SKIP", "fifo", "Xen offers the 2-level ABI only")]
    [InlineData("XenGuest: FAILURE mask: port 3: delivered while masked", "FAILURE", "mask", "port 3: delivered while masked")]
    [InlineData("XenGuest: ERROR fault: vector 14", "ERROR", "fault", "vector 14")]
    [InlineData("XenGuest: SUCCESS two words ", "SUCCESS", "two words", null)]
    public void A_verdict_line_gives_its_verdict_name_and_reason(string line, string word, string name, string? reason)
    {
        VerdictLine? verdict = VerdictLine.Parse(line);

        Assert.Equal(word, verdict?.Verdict.Word());
        Assert.Equal(name, verdict?.Name);
        Assert.Equal(reason, verdict?.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("XenGuest:")]
    [InlineData("XenGuest: SUCCESS")]
    [InlineData("XenGuest: SUCCESS ")]
    [InlineData("XenGuest: SUCCESS : why")]
    [InlineData("XenGuest: success Hello")]
    [InlineData("XenGuest: SUCCESSFUL Hello")]
    [InlineData("XenGuest: boot entry-to-first-line-ns 61234")]
    [InlineData(" XenGuest: SUCCESS Hello")]
    [InlineData("I say XenGuest: SUCCESS Hello")]
    public void Any_other_line_is_no_verdict(string line)
    {
        Assert.Null(VerdictLine.Parse(line));
    }

    [Theory]
    [InlineData("XenGuest: SUCCESS Hello", false)]
    [InlineData("partial XenGuest: SUCCESS Hello", true)]
    [InlineData("XenGuest: says XenGuest: ERROR Hello: why", true)]
    [InlineData("partial XenGuest: boot", false)]
    [InlineData("partial", false)]
    public void A_verdict_behind_something_else_is_noticed(string line, bool expected)
    {
        Assert.Equal(expected, VerdictLine.StandsWithin(line));
    }

    [Theory]
    [InlineData("XenGuest: SUCCESS Hello", 0)]
    [InlineData("XenGuest: FAILURE Hello", 1)]
    [InlineData("XenGuest: ERROR Hello", 2)]
    [InlineData("XenGuest: SKIP Hello", 77)]
    public void Each_verdict_has_its_exit_code(string line, int exitCode)
    {
        Assert.Equal(exitCode, VerdictLine.Parse(line)?.Verdict.ExitCode());
    }

    [Fact]
    public void The_verdicts_rise_in_severity()
    {
        Assert.True(Verdict.Success < Verdict.Skip && Verdict.Skip < Verdict.Failure && Verdict.Failure < Verdict.Error);
    }

    [Fact]
    public void A_verdict_is_written_as_it_is_read()
    {
        const string Line = "XenGuest: FAILURE mask: delivered while masked";

        Assert.Equal(Line, VerdictLine.Parse(Line)?.ToString());
    }
}
