using System;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests;

public sealed class GuestOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("one two=three DOTNET_gcServer=0")]
    [InlineData("hypercalls=direct")]
    [InlineData("Xenguest.Hypercalls=direct")]
    [InlineData("x-xenguest.hypercalls=direct")]
    [InlineData("--note=\"xenguest.hypercalls=direct\"")]
    public void Without_an_option_hypercalls_go_through_the_page(string commandLine) =>
        Assert.Equal(HypercallForm.Page, GuestOptions.Parse(commandLine).Hypercalls);

    [Theory]
    [InlineData("xenguest.hypercalls=page", HypercallForm.Page)]
    [InlineData("xenguest.hypercalls=direct", HypercallForm.Direct)]
    [InlineData("one xenguest.hypercalls=direct", HypercallForm.Direct)]
    [InlineData("xenguest.hypercalls=direct two", HypercallForm.Direct)]
    [InlineData("  one   xenguest.hypercalls=direct  two  ", HypercallForm.Direct)]
    [InlineData("käse xenguest.hypercalls=direct 世", HypercallForm.Direct)]
    public void The_option_chooses_how_hypercalls_enter_Xen(string commandLine, HypercallForm form) =>
        Assert.Equal(form, GuestOptions.Parse(commandLine).Hypercalls);

    [Theory]
    [InlineData("xenguest.hypercalls=direct xenguest.hypercalls=page", HypercallForm.Page)]
    [InlineData("xenguest.hypercalls=page xenguest.hypercalls=direct", HypercallForm.Direct)]
    public void Of_the_same_option_twice_the_last_counts(string commandLine, HypercallForm form) =>
        Assert.Equal(form, GuestOptions.Parse(commandLine).Hypercalls);

    [Theory]
    [InlineData("one\txenguest.hypercalls=direct\ttwo", HypercallForm.Direct)]
    [InlineData("\"xenguest.hypercalls=direct\"", HypercallForm.Direct)]
    [InlineData("xenguest.hypercalls=\"direct\"", HypercallForm.Direct)]
    [InlineData("\"say xenguest.hypercalls=direct again\"", HypercallForm.Page)]
    [InlineData("--text=\"say xenguest.hypercalls=nonsense\"", HypercallForm.Page)]
    public void Words_are_those_of_the_machine(string commandLine, HypercallForm form) =>
        Assert.Equal(form, GuestOptions.Parse(commandLine).Hypercalls);

    [Theory]
    [InlineData("xenguest.hypercalls=")]
    [InlineData("xenguest.hypercalls=Direct")]
    [InlineData("xenguest.hypercalls=pages")]
    [InlineData("xenguest.hypercalls=page,direct")]
    [InlineData("xenguest.hypercalls")]
    [InlineData("xenguest.hypercall=page")]
    [InlineData("xenguest.vcpus=2")]
    [InlineData("xenguest.events=3l")]
    [InlineData("xenguest.events=")]
    [InlineData("xenguest.events=2lx")]
    [InlineData("xenguest.")]
    public void What_is_no_option_of_the_platform_is_refused_by_name(string option)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => GuestOptions.Parse($"one {option} two"));
        Assert.StartsWith($"{option} is no option of the platform", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("xenguest.events=2l", EventAbi.TwoLevel)]
    [InlineData("xenguest.events=fifo", EventAbi.Fifo)]
    [InlineData("xenguest.events=fifo xenguest.events=2l xenguest.hypercalls=direct", EventAbi.TwoLevel)]
    public void The_last_event_abi_is_taken(string commandLine, EventAbi? abi) =>
        Assert.Equal(abi, GuestOptions.Parse(commandLine).Events);

    [Theory]
    [InlineData("xenguest.vcpus=all")]
    [InlineData("xenguest.vcpus=first")]
    public void What_the_machine_obeys_is_an_option_too(string option) =>
        Assert.Equal(HypercallForm.Direct, GuestOptions.Parse($"{option} xenguest.hypercalls=direct").Hypercalls);

    [Fact]
    public void A_mistake_before_a_right_option_is_a_mistake() =>
        Assert.Throws<FormatException>(() => GuestOptions.Parse("xenguest.hypercalls=x xenguest.hypercalls=page"));

    [Theory]
    [InlineData("")]
    [InlineData("  one \"two words\"\tthree  xenguest.hypercalls=direct ")]
    public void The_whole_command_line_stays_as_it_was_passed(string commandLine) =>
        Assert.Equal(commandLine, GuestOptions.Parse(commandLine).CommandLine);

    [Fact]
    public void No_command_line_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentNullException>(() => GuestOptions.Parse(null!));
}
