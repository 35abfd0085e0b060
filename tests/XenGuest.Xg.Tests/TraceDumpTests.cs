using System.Collections.Generic;
using System.Linq;
using Xunit;
using XenGuest.Xg.Trace;

namespace XenGuest.Xg.Tests;

public class TraceDumpTests
{
    [Fact]
    public void Ports_are_read_with_what_they_are_bound_to()
    {
        string[] lines =
        [
            "(XEN) [    5.247409] 'e' pressed -> dumping event-channel info",
            "(XEN) [    5.248328] Event channel information for domain 0:",
            "(XEN) [    5.248478] Polling vCPUs: {}",
            "(XEN) [    5.253801]     port [p/m/s]",
            "(XEN) [    5.254160]        1 [0/1/0]: s=3 n=0 x=0 d=0 p=2",
            "(XEN) [    5.254161]        2 [1/0/  -   ]: s=5 n=3 x=0 v=4",
            "(XEN) [    5.254162]        3 [1/1/L]: s=2 n=0 x=0 d=7",
            "(XEN) [    5.254163]    70000 [0/0/0]: s=6 n=1 x=0",
            "(XEN) [    5.254163]        5 [0/0/0]: s=4 n=0 x=0 p=9 i=16",
            "(XEN) [    5.254164] Event channel information for domain 1:",
            "(XEN) [    5.254165]        1 [0/0/0]: s=6 n=0 x=0",
        ];

        List<PortState> ports = PortDump.Parse(lines);

        Assert.Equal(
            [
                new PortState(1, false, true, "0", "port 2 of domain 0", 0),
                new PortState(2, true, false, "  -   ", "VIRQ 4", 3),
                new PortState(3, true, true, "L", "unbound, for domain 7", 0),
                new PortState(70000, false, false, "0", "IPI", 1),
                new PortState(5, false, false, "0", "PIRQ 9", 0),
            ],
            ports);
    }

    [Fact]
    public void VCPUs_are_read_with_both_of_their_page_tables()
    {
        string[] lines =
        [
            "(XEN) [    7.241136] >>> Domain 0 <<<",
            "(XEN) [    7.241248] \tVCPU 0",
            "(XEN) [    7.247280] CR3 = 0x0000000000100000 CR4 = 0x0000000000000660",
            "(XEN) [    7.247413] RSP = 0xffff900000008ef8  RIP = 0x000000000027c7fb",
            "(XEN) [    7.248371] H_CR3 = 0x0000000017d6e000 CleanBits = 0xfffffff7",
            "(XEN) [    7.241248] \tVCPU 1",
            "(XEN) [    7.247280] CR3 = 0x0000000000200000 CR4 = 0x0000000000000660",
            "(XEN) [    7.247413] RSP = 0xffff900000008ef8  RIP = 0x0000000000000010",
            "(XEN) [    7.248371] H_CR3 = 0x0000000017d6f000 CleanBits = 0xfffffff7",
            "(XEN) [    7.241136] >>> Domain 1 <<<",
            "(XEN) [    7.241248] \tVCPU 0",
            "(XEN) [    7.248371] H_CR3 = 0x0000000000001000 CleanBits = 0xfffffff7",
        ];

        Assert.Equal([new VcpuState(0, 0x27c7fb, 0x100000, 0x17d6e000), new VcpuState(1, 0x10, 0x200000, 0x17d6f000)], VcpuDump.Parse(lines).AsEnumerable());
    }
}
