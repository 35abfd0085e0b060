using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class DomainStateTests
{
    private const string Identity = "6e0b8a5c-3b0c-4d65-9a7e-0a2d4a6f8a11";

    [Theory]
    [InlineData("guest-1                                      3    64     1     r-----       0.1", "-", null)]
    [InlineData("guest-1                                      3    64     1     -b----       0.1", "-", null)]
    [InlineData("guest-1                                      3    64     1     --p---       0.0", "-", null)]
    [InlineData("guest-1                                      3    64     1     ---s--       0.1", "0", 0)]
    [InlineData("guest-1                                      3    64     1     ---s--       0.1", "1", 1)]
    [InlineData("guest-1                                      3    64     1     ----c-       0.1", "3", 3)]
    [InlineData("guest-1                                      3    64     1     ---sc-       0.1", "3", 3)]
    public void A_guest_that_has_ended_says_how(string line, string reason, int? expected)
    {
        DomainState state = DomainState.Parse($"{line} {Identity}        {reason}                -")!;

        Assert.Equal(new DomainState(3, "guest-1", (ShutdownReason?)expected), state);
        Assert.Equal(expected is not null, state.HasEnded);
    }

    [Theory]
    [InlineData("Name                                        ID   Mem VCPUs\tState\tTime(s)   UUID                            Reason-Code\tSecurity Label")]
    [InlineData("")]
    [InlineData("xl: something")]
    public void What_is_no_guest_is_nothing(string line)
    {
        Assert.Null(DomainState.Parse(line));
    }
}
