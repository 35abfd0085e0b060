using System;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Time;

public sealed unsafe class WallClockTests : IDisposable
{
    private const ulong Date = ((1ul << 32) + 5) * 1_000_000_000 + 123_456_789;

    private static readonly GuestFrame s_frame = new(1);

    private readonly XenModel _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_step_of_the_hosts_clock_is_seen_by_a_64_bit_guest() => SeesSteps<ulong>();

    [Fact]
    public void A_step_of_the_hosts_clock_is_seen_by_a_32_bit_guest() => SeesSteps<uint>();

    private void SeesSteps<TWord>()
        where TWord : unmanaged
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { WordSize = sizeof(TWord) });
        SharedInfoPage<TWord> page = SharedInfoPage.Map<TWord>(domain.Vcpus[0], s_frame, domain.Memory.AddressOf(s_frame)).Value;
        domain.SetWallClock(Date);
        Assert.True(WallClock.TryRead(page, out ulong date));
        Assert.Equal(Date, date);

        // Back as well as ahead; and while Xen writes there is no date.
        foreach (ulong stepped in (ulong[])[Date - 1_000_000_000_000, Date + 86_400_000_000_000, 0])
        {
            bool wasWhole = true;
            domain.SetWallClock(stepped, () => wasWhole = WallClock.TryRead(page, out _));
            Assert.False(wasWhole);
            Assert.True(WallClock.TryRead(page, out date));
            Assert.Equal(stepped, date);
        }
    }
}
