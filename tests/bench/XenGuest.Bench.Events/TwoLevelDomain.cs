using System.Runtime.InteropServices;
using XenGuest.Kernel;

namespace XenGuest.Bench.Events;

/// <summary>A domain with the 2-level event ABI: one page is all that is shared.</summary>
internal sealed unsafe class TwoLevelDomain : MeasuredDomain
{
    private readonly void* _page;
    private readonly VcpuInfoArea<nuint> _vcpuInfo;

    /// <summary>A domain of one vCPU.</summary>
    /// <param name="bound">How many ports are bound.</param>
    public TwoLevelDomain(uint bound)
        : base("2-level", bound)
    {
        _page = AllocatePage();
        SharedInfoPage<nuint> page = new(_page);
        _vcpuInfo = page.GetVcpuInfo(default).Value;
        EventChannelTable channels = new(page.Ports.Count);
        Ports = page.Ports;
        Dispatcher = new TwoLevelDispatcher<nuint>(default, _vcpuInfo, page.Ports, channels);
        Guest = Reference.GuestOnTwoLevel(_page, _vcpuInfo.Address);
        Ours = new OurSide(Xen, _vcpuInfo, Dispatcher);
        Peer = new PeerSide(Guest);
        PeerWithoutEoi = new PeerSideWithoutEoi(Guest);
        BindAll(channels);
    }

    public override Side Ours { get; }

    public override Side Peer { get; }

    public override Side PeerWithoutEoi { get; }

    protected override BoundPorts Xen { get; } = new();

    protected override TwoLevelDispatcher<nuint> Dispatcher { get; }

    protected override nint Guest { get; }

    protected override TwoLevelEventPorts<nuint> Ports { get; }

    public override void Raise(uint* ports, uint count) => Reference.TwoLevelRaise(_page, _vcpuInfo.Address, ports, count);

    public override void Dispose()
    {
        base.Dispose();
        NativeMemory.AlignedFree(_page);
    }

    private sealed class PeerSide(nint guest) : Side("C")
    {
        public override ulong Hypercalls => Reference.GuestHypercalls(guest);

        public override void Upcall() => Reference.TwoLevelUpcall(guest);
    }

    private sealed class PeerSideWithoutEoi(nint guest) : Side("C without EOI")
    {
        public override ulong Hypercalls => Reference.GuestHypercalls(guest);

        public override void Upcall() => Reference.TwoLevelUpcallWithoutEoi(guest);
    }
}
