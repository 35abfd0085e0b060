using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class QemuCommandTests
{
    [Fact]
    public void The_guests_command_line_follows_the_image_and_its_commas_are_doubled()
    {
        BootOptions options = new() { CommandLine = "a,b c", Events = "2l", Hypercalls = "direct" };

        Assert.Equal("guest,,1.elf xenguest.events=2l xenguest.hypercalls=direct a,,b c", Value(options, "-initrd", "guest,1.elf"));
    }

    [Fact]
    public void An_image_without_words_is_the_module_alone()
    {
        Assert.Equal("guest.elf", Value(new BootOptions(), "-initrd"));
    }

    [Fact]
    public void An_image_whose_name_would_be_cut_at_a_space_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => QemuCommand.Arguments(new BootOptions(), "xen", "my guest.elf"));
    }

    [Fact]
    public void The_memory_is_the_guests_and_Xen_gets_more()
    {
        BootOptions options = new() { MemoryMebibytes = 16 };

        Assert.Contains("dom0_mem=16M,max:16M", Value(options, "-append"), StringComparison.Ordinal);
        Assert.True(int.Parse(Value(options, "-m"), System.Globalization.CultureInfo.InvariantCulture) >= 16 + 128);
    }

    [Fact]
    public void Several_vcpus_take_turns_on_few_processors_and_one_thread()
    {
        BootOptions options = new() { Vcpus = 40 };

        Assert.Contains("dom0_max_vcpus=40", Value(options, "-append"), StringComparison.Ordinal);
        Assert.Contains("sched=credit ", Value(options, "-append"), StringComparison.Ordinal);
        Assert.DoesNotContain("sched_ratelimit", Value(options, "-append"), StringComparison.Ordinal);
        Assert.InRange(int.Parse(Value(options, "-smp"), System.Globalization.CultureInfo.InvariantCulture), 2, 4);
        Assert.Equal("tcg,thread=single", Value(options, "-accel"));
    }

    [Fact]
    public void One_vcpu_has_a_processor_for_itself_without_a_tick()
    {
        BootOptions options = new();

        Assert.Contains("sched_ratelimit_us=500000", Value(options, "-append"), StringComparison.Ordinal);
        Assert.Equal("1", Value(options, "-smp"));
        Assert.Equal("tcg", Value(options, "-accel"));
    }

    [Fact]
    public void A_debugger_finds_the_machine_stopped_on_this_host_only()
    {
        BootOptions options = new() { GdbPort = 1234 };

        Assert.Equal("tcp:127.0.0.1:1234", Value(options, "-gdb"));
        Assert.Contains("-S", QemuCommand.Arguments(options, "xen", "guest.elf"));
        Assert.DoesNotContain("-S", QemuCommand.Arguments(new BootOptions(), "xen", "guest.elf"));
    }

    [Fact]
    public void The_machine_is_emulated_never_virtualised()
    {
        Assert.Equal("tcg", Value(new BootOptions(), "-accel"));
    }

    private static string Value(BootOptions options, string name, string image = "guest.elf")
    {
        IReadOnlyList<string> arguments = QemuCommand.Arguments(options, "/boot/xen", image);
        return arguments.SkipWhile(argument => argument != name).ElementAt(1);
    }
}
