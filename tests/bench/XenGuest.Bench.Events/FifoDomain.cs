using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Bench.Events;

/// <summary>A domain with the FIFO event ABI: a control block, and a word for each port in pages that are added as ports are bound.</summary>
internal sealed unsafe class FifoDomain : MeasuredDomain
{
    private readonly void* _page;
    private readonly VcpuInfoArea<nuint> _vcpuInfo;
    private readonly Pages _pages = new();
    private readonly uint** _eventPages;
    private readonly uint* _tails;
    private int _pageCount;

    /// <summary>A domain of one vCPU.</summary>
    /// <param name="bound">How many ports are bound.</param>
    public FifoDomain(uint bound)
        : base("FIFO", bound)
    {
        _page = AllocatePage();
        _vcpuInfo = new VcpuInfoArea<nuint>(_page);
        _eventPages = (uint**)NativeMemory.AllocZeroed(FifoEvents.ChannelCount / (GuestFrame.Size / sizeof(uint)), (nuint)sizeof(uint*));
        _tails = (uint*)NativeMemory.AllocZeroed(FifoEvents.QueueCount, sizeof(uint));
        Xen = new BoundPorts { AddPage = page => _eventPages[_pageCount++] = (uint*)page };
        Ports = new FifoEventPorts(Xen, _pages);
        EventChannelTable channels = new(Ports.Count);
        Dispatcher = new FifoDispatcher(Ports.AddVcpu(default).Value, Ports, channels);
        Guest = Reference.GuestOnFifo(Xen.ControlBlock, _vcpuInfo.Address, _eventPages);
        Ours = new OurSide(Xen, _vcpuInfo, Dispatcher);
        Peer = new PeerSide(Guest);
        PeerWithoutEoi = new PeerSideWithoutEoi(Guest);
        BindAll(channels);
    }

    public override Side Ours { get; }

    public override Side Peer { get; }

    public override Side PeerWithoutEoi { get; }

    protected override BoundPorts Xen { get; }

    protected override UpcallDispatcher Dispatcher { get; }

    protected override nint Guest { get; }

    protected override FifoEventPorts Ports { get; }

    public override void Raise(uint* ports, uint count) =>
        Reference.FifoRaise(Xen.ControlBlock, _eventPages, _vcpuInfo.Address, _tails, ports, count);

    public override void Dispose()
    {
        base.Dispose();
        _pages.Dispose();
        NativeMemory.AlignedFree(_page);
        NativeMemory.Free(_eventPages);
        NativeMemory.Free(_tails);
    }

    private sealed class Pages : PageSource, System.IDisposable
    {
        private readonly List<nint> _taken = [];

        public override XenResult<LentPage> Take()
        {
            void* page = AllocatePage();
            _taken.Add((nint)page);
            return new LentPage(page, new GuestFrame((ulong)page / GuestFrame.Size));
        }

        public void Dispose()
        {
            foreach (nint page in _taken)
            {
                NativeMemory.AlignedFree((void*)page);
            }
        }
    }

    private sealed class PeerSide(nint guest) : Side("C")
    {
        public override ulong Hypercalls => Reference.GuestHypercalls(guest);

        public override void Upcall() => Reference.FifoUpcall(guest);
    }

    private sealed class PeerSideWithoutEoi(nint guest) : Side("C without EOI")
    {
        public override ulong Hypercalls => Reference.GuestHypercalls(guest);

        public override void Upcall() => Reference.FifoUpcallWithoutEoi(guest);
    }
}
