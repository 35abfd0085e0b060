using System;
using Xunit;
using XenGuest.Xg.Bench;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests;

public class PortsPlotTests
{
    [Fact]
    public void A_curve_has_the_figures_of_its_rows_in_the_order_of_the_ports()
    {
        string script = PortsPlot.Script(
        [
            new BenchRow("FIFO, 64 pending, dense, 512 bound", "ns/event", 31.5, 44, 1.4),
            new BenchRow("FIFO, 64 pending, dense, 64 bound", "ns/event", 31, 43.5, 1.4),
            new BenchRow("FIFO, 64 pending, dense, 64 bound", "instructions/event", 150, 100, 0.7),
            new BenchRow("FIFO, 64 pending, dense, 64 bound, against C that masks nothing", "ns/event", 31, 22, 0.7),
            new BenchRow("FIFO, 8 pending, dense, 64 bound", "ns/event", 33, 45, 1.4),
        ]);

        Assert.Contains("$data0 << EOD\n64 31 43.5\n512 31.5 44\nEOD\nplot $data0 using 1:2", script, StringComparison.Ordinal);
        Assert.DoesNotContain("$data1", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_anything_to_draw_are_refused()
    {
        Assert.Throws<XgException>(() => PortsPlot.Script([new BenchRow("send", "µs", 1)]));
    }
}
