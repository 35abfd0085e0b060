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
        byte[] text = new byte[BootInformation.CommandLineCapacity];
        Encoding.ASCII.GetBytes(line, text);
        byte[] before = [.. text];
        Hypercalls.IsDirect = false;
        fixed (byte* start = text)
        {
            PlatformOptions.Read(start);
        }

        Assert.Equal(isDirect, Hypercalls.IsDirect);
        Assert.True(before.AsSpan().SequenceEqual(text), "The program's own line was changed.");
    }
}
