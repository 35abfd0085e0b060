using System;
using System.IO;
using XenGuest.Xg.Rig;

namespace XenGuest.Guest.Tests;

/// <summary>What a verdict writes, and that it is read as it was meant. There is no machine to end here.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _written = new() { NewLine = "\n" };

    public VerdictTests() => Console.SetOut(_written);

    [Fact]
    public void Success_is_a_line_with_the_name() =>
        Assert.Equal("XenGuest: SUCCESS hello\n", Write(() => XenGuest.Verdict.Success("hello")));

    [Fact]
    public void The_others_say_why()
    {
        Assert.Equal("XenGuest: SKIP fifo: not here\n", Write(() => XenGuest.Verdict.Skip("fifo", "not here")));
        Assert.Equal("XenGuest: ERROR disk: it is gone\n", Write(() => XenGuest.Verdict.Error("disk", "it is gone")));
        Assert.Equal("XenGuest: FAILURE mask: port 3: delivered\n", Write(() => XenGuest.Verdict.Failure("mask", "port 3: delivered")));
    }

    [Fact]
    public void Without_a_reason_there_is_no_colon() =>
        Assert.Equal("XenGuest: FAILURE mask\n", Write(() => XenGuest.Verdict.Failure("mask", string.Empty)));

    [Theory]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\r\ntwo", "one  two")]
    [InlineData("XenGuest: no\nXenGuest: SUCCESS mask", "XenGuest: no XenGuest: SUCCESS mask")]
    public void A_reason_of_several_lines_stays_one_line(string reason, string line) =>
        Assert.Equal($"XenGuest: FAILURE mask: {line}\n", Write(() => XenGuest.Verdict.Failure("mask", reason)));

    [Fact]
    public void What_is_written_is_read_as_it_was_meant()
    {
        AssertRead(Xg.Rig.Verdict.Success, null, () => XenGuest.Verdict.Success("a guest"));
        AssertRead(Xg.Rig.Verdict.Skip, "why: so", () => XenGuest.Verdict.Skip("a guest", "why: so"));
        AssertRead(Xg.Rig.Verdict.Error, "why", () => XenGuest.Verdict.Error("a guest", "why"));
        AssertRead(Xg.Rig.Verdict.Failure, "käse ✓", () => XenGuest.Verdict.Failure("a guest", "käse ✓"));
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        _written.Dispose();
    }

    private void AssertRead(Xg.Rig.Verdict verdict, string? reason, Action give)
    {
        VerdictLine? read = VerdictLine.Parse(Write(give).TrimEnd('\n'));
        Assert.Equal(new VerdictLine(verdict, "a guest", reason), read);
    }

    /// <summary>The verdict is on the console before the end of the machine is asked for.</summary>
    private string Write(Action give)
    {
        _written.GetStringBuilder().Clear();
        Assert.Throws<PlatformNotSupportedException>(give);
        return _written.ToString();
    }
}
