using System.Globalization;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Abi.Tests;

public class SharedInfoLayoutTests
{
    [Theory]
    [InlineData(64, "struct shared_info.wc_sec_hi")]
    [InlineData(32, "struct shared_info.arch")]
    public void The_offsets_by_word_are_those_of_the_headers(int width, string wallClockHigh)
    {
        SharedInfoLayout layout = new(width / 8);
        Assert.Equal(SharedInfoLayout.EventPending, OffsetOf(width, "struct shared_info.evtchn_pending"));
        Assert.Equal(OffsetOf(width, "struct shared_info.evtchn_mask"), layout.EventMask);
        Assert.Equal(OffsetOf(width, "struct shared_info.wc_version"), layout.WallClock);
        int insideArch = width == 32 ? OffsetOf(width, "struct arch_shared_info.wc_sec_hi") : 0;
        Assert.Equal(OffsetOf(width, wallClockHigh) + insideArch, layout.WallClockSecondsHigh);

        Assert.Equal(SharedInfoLayout.UpcallPending, OffsetOf(width, "struct vcpu_info.evtchn_upcall_pending"));
        Assert.Equal(SharedInfoLayout.UpcallMask, OffsetOf(width, "struct vcpu_info.evtchn_upcall_mask"));
        Assert.Equal(OffsetOf(width, "struct vcpu_info.evtchn_pending_sel"), layout.PendingSelector);
        Assert.Equal(SharedInfoLayout.Time, OffsetOf(width, "struct vcpu_info.time"));
        Assert.Equal(GoldenLayout.OfWidth(width)["sizeof struct vcpu_info"], Text(SharedInfoLayout.VcpuInfoSize));
        Assert.Equal(GoldenLayout.OfWidth(width)["EVTCHN_2L_NR_CHANNELS"], Text(layout.PortCount));
        Assert.Equal(0, OffsetOf(width, "struct shared_info.vcpu_info"));
    }

    private static int OffsetOf(int width, string member)
        => int.Parse(
            GoldenLayout.OfWidth(width)[member].Split(',')[0]["at ".Length..], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
