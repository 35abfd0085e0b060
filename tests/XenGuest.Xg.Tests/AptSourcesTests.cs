using Xunit;
using XenGuest.Xg.Provision;

namespace XenGuest.Xg.Tests;

public class AptSourcesTests
{
    [Fact]
    public void Stanzas_of_Debian_name_the_other_release_and_main_only()
    {
        const string Sources = """
            Types: deb deb-src
            # a comment
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates bookworm-backports
            Components: main contrib
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: http://other.example/
            Suites: stable
            Components: main
            """;

        Assert.Equal(
            """
            Types: deb
            URIs: http://mirror.example/debian
            Suites: trixie trixie-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            """,
            AptSources.ReplaceStanzas(Sources, "bookworm", "trixie"));
    }

    [Fact]
    public void Lines_of_Debian_name_the_other_release_and_main_only()
    {
        const string Sources = """
            # deb http://mirror.example/debian bookworm main
            deb http://mirror.example/debian bookworm main non-free-firmware
            deb [signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/security  bookworm-security  main
            deb-src http://mirror.example/debian bookworm main
            deb http://other.example/ vendor-bookworm main
            deb http://other.example/ bookworm stable
            """;

        Assert.Equal(
            """
            deb http://mirror.example/debian trixie main
            deb [signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/security trixie-security main

            """,
            AptSources.ReplaceLines(Sources, "bookworm", "trixie"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("deb http://other.example/ stable main")]
    public void Sources_of_others_only_are_none(string sources)
    {
        Assert.Null(AptSources.ReplaceLines(sources, "bookworm", "trixie"));
        Assert.Null(AptSources.ReplaceStanzas(sources, "bookworm", "trixie"));
    }
}
