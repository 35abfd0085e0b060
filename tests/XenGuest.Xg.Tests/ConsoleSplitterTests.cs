using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class ConsoleSplitterTests
{
    private const string Banner = " Xen 4.17.7\r\n";

    private readonly List<string> _guest = [];
    private readonly List<string> _xen = [];

    [Fact]
    public void What_comes_before_the_first_line_of_Xen_is_not_the_guests()
    {
        Split($"SeaBIOS\r\n{Banner}(XEN) [0000000012a29bd2] Xen version 4.17.7\r\nhello\r\n");

        Assert.Equal(["hello"], _guest);
        Assert.Equal(["SeaBIOS", " Xen 4.17.7", "(XEN) [0000000012a29bd2] Xen version 4.17.7"], _xen);
    }

    [Fact]
    public void A_line_of_Xen_in_the_middle_of_a_guests_line_is_taken_out_of_it()
    {
        Split("(XEN) [    0.1] up\r\nab(XEN) [    1.502524] d0v0 noise\r\ncd\r\n");

        Assert.Equal(["abcd"], _guest);
        Assert.Equal("(XEN) [    1.502524] d0v0 noise", _xen[^1]);
    }

    [Fact]
    public void A_guest_that_writes_about_Xen_is_not_taken_for_it()
    {
        Split("(XEN) [    0.1] up\r\n(XEN) is what I run on\r\n(XEN) [this] too\r\n");

        Assert.Equal(["(XEN) is what I run on", "(XEN) [this] too"], _guest);
    }

    [Fact]
    public void A_last_line_without_an_end_is_given_on()
    {
        Split("(XEN) [    0.1] up\r\nXenGuest: SUCCESS Hello");

        Assert.Equal(["XenGuest: SUCCESS Hello"], _guest);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(XEN)")]
    [InlineData("(XEN) [")]
    [InlineData("(XEN) [    1.5")]
    public void A_line_of_Xen_that_the_end_cuts_off_is_not_the_guests(string cut)
    {
        Split($"(XEN) [    0.1] up\r\nhello\r\n{cut}");

        Assert.Equal(["hello"], _guest);
    }

    [Fact]
    public void An_endless_line_is_given_on_in_pieces()
    {
        Split("(XEN) [    0.1] up\r\n" + new string('x', 2 * ConsoleSplitter.LongestLine + 1));

        Assert.Equal([ConsoleSplitter.LongestLine, ConsoleSplitter.LongestLine, 1], _guest.Select(line => line.Length));
    }

    [Fact]
    public void Text_in_UTF8_survives_any_cut()
    {
        Split("(XEN) [    0.1] up\r\nZażółć gęślą jaźń 🐧\r\n", chunk: 1);

        Assert.Equal(["Zażółć gęślą jaźń 🐧"], _guest);
    }

    [Fact]
    public void Whatever_the_chunks_and_wherever_Xen_speaks_both_logs_come_out_whole()
    {
        Gen<string> text = Gen.Elements("hello", "", "a", "(XEN", "(XEN) ", "[    1,0] ", "XenGuest: SUCCESS x", "zażółć", "(", "\r").ListOf().Select(string.Concat);
        Gen<(bool IsXen, string Text)> piece = from isXen in Gen.Elements(true, false) from value in text select (isXen, value);
        Gen<((bool IsXen, string Text)[] Pieces, int Chunk)> cases = from pieces in piece.ArrayOf() from chunk in Gen.Choose(1, 40) select (pieces, chunk);

        Config config = Config.QuickThrowOnFailure.WithMaxTest(LongRun.Cases(few: 200, many: 200_000));
        Prop.ForAll(cases.ToArbitrary(), sample => ComesOutWhole(sample.Pieces, sample.Chunk)).Check(config);
    }

    private static void ComesOutWhole((bool IsXen, string Text)[] pieces, int chunk)
    {
        ConsoleSplitterTests fresh = new();
        StringBuilder port = new("(XEN) [    0.1] up\r\n");
        StringBuilder guest = new();
        List<string> xen = ["(XEN) [    0.1] up"];
        foreach ((bool isXen, string text) in pieces)
        {
            if (isXen)
            {
                // Xen ends its line; the guest's line may stand open before it.
                string line = $"(XEN) [    1.502524] {text.TrimEnd('\r')}";
                port.Append(line).Append("\r\n");
                xen.Add(line);
            }
            else
            {
                bool ends = text.Length % 2 == 0;
                string part = text.Replace("\r", string.Empty, StringComparison.Ordinal);
                port.Append(part).Append(ends ? "\r\n" : string.Empty);
                guest.Append(part).Append(ends ? "\n" : string.Empty);
            }
        }

        fresh.Split(port.Append("\r\n").ToString(), chunk);
        Assert.Equal(guest.Append('\n').ToString().Split('\n')[..^1], fresh._guest);
        Assert.Equal(xen, fresh._xen);
    }

    private void Split(string port, int chunk = int.MaxValue)
    {
        ConsoleSplitter splitter = new(_guest.Add, _xen.Add);
        foreach (byte[] bytes in Encoding.UTF8.GetBytes(port).Chunk(chunk))
        {
            splitter.Write(bytes);
        }

        splitter.Complete();
    }
}
