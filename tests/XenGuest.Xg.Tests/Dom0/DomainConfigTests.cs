using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class DomainConfigTests
{
    [Fact]
    public void A_guest_is_kept_however_it_ends()
    {
        DomainConfig config = new("guest-1", "/share/guest-1.elf") { MemoryMebibytes = 64, Vcpus = 2, CommandLine = "one two" };

        Assert.Equal(
            """
            name="guest-1"
            type="pvh"
            kernel="/share/guest-1.elf"
            cmdline="one two"
            memory=64
            vcpus=2
            on_poweroff="preserve"
            on_reboot="preserve"
            on_crash="preserve"

            """,
            config.ToString());
    }

    [Theory]
    [InlineData("say \"hi\"", """cmdline="say \"hi\"" """)]
    [InlineData(@"a\b 'c' é", """cmdline="a\\b 'c' é" """)]
    public void Quotes_and_backslashes_are_kept_from_xl(string words, string expected)
    {
        Assert.Contains(expected.TrimEnd() + "\n", new DomainConfig("g", "k") { CommandLine = words }.ToString(), System.StringComparison.Ordinal);
    }
}
