using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class Dom0CommandTests
{
    [Fact]
    public void Commas_in_paths_are_doubled()
    {
        Assert.StartsWith("/a,,b/kernel console=hvc0 ", Value(new Dom0Options(), "-initrd"), StringComparison.Ordinal);
        Assert.EndsWith(",/c,,d/files", Value(new Dom0Options(), "-initrd"), StringComparison.Ordinal);
        Assert.Equal("local,id=share,path=/s,,h,security_model=none", Value(new Dom0Options(), "-fsdev"));
        Assert.Equal("socket,id=agent,path=/so,,cket", Value(new Dom0Options(), "-chardev"));
    }

    [Fact]
    public void The_machine_has_the_memory_of_dom0_and_of_its_guests_and_more()
    {
        int small = int.Parse(Value(new Dom0Options { GuestMebibytes = 16 }, "-m"), System.Globalization.CultureInfo.InvariantCulture);
        int large = int.Parse(Value(new Dom0Options { GuestMebibytes = 1040 }, "-m"), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(1024 + 32, large - small);
        Assert.True(small >= Dom0Options.Dom0Mebibytes + 16 + 128);
    }

    [Fact]
    public void The_machine_is_emulated_on_one_thread()
    {
        Assert.Equal("tcg,thread=single", Value(new Dom0Options { GuestVcpus = 40 }, "-accel"));
        Assert.Equal("4", Value(new Dom0Options { GuestVcpus = 40 }, "-smp"));
    }

    private static string Value(Dom0Options options, string name)
    {
        IReadOnlyList<string> arguments = Dom0Command.Arguments(options, "/xen", "/a,b/kernel", "/c,d/files", "/so,cket", "/s,h");
        return arguments.SkipWhile(argument => argument != name).ElementAt(1);
    }
}
