using System;
using System.Text;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests;

public unsafe class PlatformOptionsTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("one two", false)]
    [InlineData("xenguest.hypercalls=direct", true)]
    [InlineData("one\txenguest.hypercalls=direct two", true)]
    [InlineData("\"xenguest.hypercalls=direct\"", true)]
    [InlineData("xenguest.hypercalls=page", false)]
    [InlineData("xenguest.hypercalls=directly", false)]
    [InlineData("xenguest.hypercalls=", false)]
    [InlineData("xenguest.hypercalls=direct xenguest.hypercalls=page", false)]
    [InlineData("xenguest.hypercalls=page xenguest.hypercalls=direct", true)]
    [InlineData("\"say xenguest.hypercalls=direct again\"", false)]
    [InlineData("--x=xenguest.hypercalls=direct", false)]
    public void Hypercalls_go_straight_into_Xen_where_the_last_word_about_it_says_so(string line, bool isDirect)
    {
        Hypercalls.IsDirect = false;
        Read(line);

        Assert.Equal(isDirect, Hypercalls.IsDirect);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("xenguest.vcpus=first", true)]
    [InlineData("one xenguest.hypercalls=direct two xenguest.vcpus=first", true)]
    [InlineData("xenguest.vcpus=all", false)]
    [InlineData("xenguest.vcpus=first xenguest.vcpus=all", false)]
    [InlineData("xenguest.vcpus=firstly", false)]
    public void Only_the_first_vCPU_runs_where_the_last_word_about_it_says_so(string line, bool isOnlyFirst)
    {
        Read(line);

        Assert.Equal(isOnlyFirst, PlatformOptions.OnlyFirstVcpu);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("xenguest.time=vcpu-info", true)]
    [InlineData("one xenguest.hypercalls=direct xenguest.time=vcpu-info", true)]
    [InlineData("xenguest.time=area", false)]
    [InlineData("xenguest.time=vcpu-info xenguest.time=area", false)]
    public void Time_is_read_in_vcpu_info_where_the_last_word_about_it_says_so(string line, bool isThere)
    {
        Read(line);

        Assert.Equal(isThere, PlatformOptions.TimeInVcpuInfo);
    }

    private static void Read(string line)
    {
        byte[] text = new byte[BootInformation.CommandLineCapacity];
        Encoding.ASCII.GetBytes(line, text);
        byte[] before = [.. text];
        fixed (byte* start = text)
        {
            PlatformOptions.Read(start);
        }

        Assert.True(before.AsSpan().SequenceEqual(text), "The program's own line was changed.");
    }
}
