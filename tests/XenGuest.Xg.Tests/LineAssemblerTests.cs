using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class LineAssemblerTests
{
    [Fact]
    public void Lines_are_the_same_wherever_they_are_cut()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("one\r\n\ntwo é\nrest");
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            List<string> lines = [];
            LineAssembler assembler = new(lines.Add);

            assembler.Write(bytes.AsSpan(0, cut));
            assembler.Write(bytes.AsSpan(cut));
            assembler.Complete();
            assembler.Complete();

            Assert.Equal(["one", "", "two é", "rest"], lines);
        }
    }

    [Fact]
    public void A_line_without_an_end_is_given_on_in_pieces()
    {
        List<string> lines = [];
        LineAssembler assembler = new(lines.Add);

        assembler.Write(Encoding.ASCII.GetBytes(new string('x', ConsoleSplitter.LongestLine + 3)));
        assembler.Complete();

        Assert.Equal([ConsoleSplitter.LongestLine, 3], lines.Select(static line => line.Length));
    }
}
