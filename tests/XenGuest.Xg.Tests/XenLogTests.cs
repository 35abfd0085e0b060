using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class XenLogTests
{
    private readonly XenLog _log = new();

    [Fact]
    public void A_panic_is_named_by_its_message()
    {
        Read(
            "(XEN) [    1.000000] ",
            "(XEN) [    1.000000] ****************************************",
            "(XEN) [    1.000000] Panic on CPU 0:",
            "(XEN) [    1.000000] Error creating d0: -95",
            "(XEN) [    1.000000] ****************************************",
            "(XEN) [    1.000000] ");

        Assert.Equal("Xen panicked: Error creating d0: -95", _log.Crash);
        Assert.False(_log.HasStopped);
        Read("(XEN) [    1.000000] Manual reset required ('noreboot' specified)");
        Assert.True(_log.HasStopped);
    }

    [Fact]
    public void A_triple_fault_is_the_reason_and_not_the_shutdown_that_follows()
    {
        Read("(XEN) [    1.0] d0v0 Triple fault - invoking HVM shutdown action 1", "(XEN) [    1.0] Hardware Dom0 shutdown: rebooting machine");

        Assert.Equal("triple fault", _log.Crash);
    }

    [Fact]
    public void A_guest_that_shuts_down_leaves_QEMU_running_with_a_stopped_Xen()
    {
        Read("(XEN) [    1.0] Hardware Dom0 halted: halting machine");

        Assert.Null(_log.Crash);
        Assert.Equal("the guest shut down", _log.End);
        Assert.True(_log.HasStopped);
    }

    [Fact]
    public void The_guest_runs_once_Xen_gives_it_the_console()
    {
        Read("(XEN) [    0.9] *** Building a PVH Dom0 ***");
        Assert.False(_log.GuestWasStarted);
        Read("(XEN) [    0.9] *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)");
        Assert.True(_log.GuestWasStarted);
    }

    private void Read(params string[] lines)
    {
        foreach (string line in lines)
        {
            _log.Read(line);
        }
    }
}
