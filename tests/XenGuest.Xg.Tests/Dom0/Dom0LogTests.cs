using System;
using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class Dom0LogTests
{
    private readonly Dom0Log _log = new(static _ => { });

    [Fact]
    public void A_panic_of_Xen_is_a_crash_with_its_words()
    {
        _log.ReadXen("(XEN) [    1.0] Panic on CPU 0:");
        _log.ReadXen("(XEN) [    1.0] Not enough RAM for domain 0 allocation");
        _log.ReadXen("(XEN) [    1.0] Manual reset required ('noreboot' specified)");

        Assert.Equal("Xen panicked: Not enough RAM for domain 0 allocation", _log.Crash);
        Assert.True(_log.HasStopped);
    }

    [Fact]
    public void A_panic_of_Linux_is_a_crash_with_its_words()
    {
        _log.ReadLinux("[    4.2] Kernel panic - not syncing: No working init found.");

        Assert.Equal("dom0's Linux panicked: Kernel panic - not syncing: No working init found.", _log.Crash);
        Assert.True(_log.HasStopped);
    }

    [Theory]
    [InlineData("(XEN) [   12.3] d3v0 Triple fault - invoking HVM shutdown action 1")]
    [InlineData("(XEN) [   12.3] domain_crash called from arch/x86/hvm/hvm.c:100")]
    public void What_breaks_a_guest_does_not_break_dom0(string line)
    {
        _log.ReadXen(line);

        Assert.Null(_log.Crash);
        Assert.False(_log.HasStopped);
        Assert.Equal([line], _log.XenLines);
    }

    [Fact]
    public void What_the_first_program_complains_of_is_what_a_person_needs_to_see()
    {
        _log.ReadLinux("xg-dom0: loading the module 9p: No such file or directory");
        _log.ReadLinux("reboot: Power down");

        Assert.Equal("xg-dom0: loading the module 9p: No such file or directory", _log.LastLines);
    }

    [Fact]
    public void Else_it_is_the_last_lines_that_say_something()
    {
        for (int line = 0; line < 20; line++)
        {
            _log.ReadLinux($"line {line}");
            _log.ReadLinux(string.Empty);
        }

        Assert.Equal(8, _log.LastLines.Split('\n').Length);
        Assert.EndsWith("line 19", _log.LastLines, StringComparison.Ordinal);
    }
}
