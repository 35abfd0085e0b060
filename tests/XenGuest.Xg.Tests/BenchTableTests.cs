using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using XenGuest.Xg.Bench;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests;

public class BenchTableTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2.0)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7.0)]
    public void The_median_is_the_middle_figure(double[] figures, double median)
    {
        Assert.Equal(median, BenchTable.Median(figures));
    }

    [Fact]
    public void The_rows_that_a_guest_prints_are_collected()
    {
        List<BenchRow> rows =
        [
            .. BenchLines.Rows(["hello", """bench: {"what":"send","unit":"us","ours":1.5,"peer":null,"ratio":null}""", "XenGuest: SUCCESS hypercalls"]),
        ];

        Assert.Equal([new BenchRow("send", "us", 1.5)], rows);
    }

    [Fact]
    public void A_row_that_is_none_is_refused()
    {
        XgException error = Assert.Throws<XgException>(() => BenchLines.Rows(["bench: {"]).ToList());

        Assert.Contains("bench: {", error.Message, StringComparison.Ordinal);
    }
}
