using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <content>The memory that Xen is given.</content>
public sealed unsafe partial class FifoEventPorts
{
    /// <summary>Two lines of a processor's cache for each vCPU's control block: no two vCPUs write to the same.</summary>
    private const uint ControlBlockDistance = 128;

    /// <summary>The next page is added when only so many words are left, so that others find it when they need it.</summary>
    private const uint WordsAhead = WordsPerPage / 2;

    private readonly GuestFrame[] _frames = new GuestFrame[FifoEvents.ChannelCount / WordsPerPage];
    private int _pageCount;
    private int _growing;
    private bool _hasNextPage;
    private LentPage _controlPage;
    private uint _controlOffset = GuestFrame.Size;

    /// <summary>Why Xen did not take the domain back to FIFO after a reset: nobody would see an event then.</summary>
    private XenErrno _refusal;

    /// <summary>Whether Xen has the queues of a vCPU: the domain then uses FIFO, and only a reset leads back.</summary>
    public bool IsInUse => _queues.Count != 0;

    /// <summary>Gives a vCPU its queues. The first one moves the whole domain to the FIFO event ABI.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns>The queues; or
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.InvalidArgument"/>: the vCPU has queues already;
    /// <see cref="XenErrno.OutOfMemory"/>: the host or Xen has no memory for it;
    /// <see cref="XenErrno.NotImplemented"/>: a Xen without the FIFO event ABI.
    /// After an error of the first one the domain still uses the 2-level ABI, unless Xen took the queues and then refused
    /// the page of words, which it does only where it has no memory left: it uses FIFO then, without any port
    /// (<see cref="IsInUse"/>).</returns>
    /// <remarks>
    /// Context: before any channel is bound that notifies the vCPU, one thread at a time. Two hypercalls the first time, one
    /// for each further vCPU; allocates. Events that waited under the 2-level ABI wait on, every port is masked.
    /// Xen: EVTCHNOP_init_control, EVTCHNOP_expand_array, public/event_channel.h.
    /// </remarks>
    public XenResult<FifoQueues> AddVcpu(VcpuId vcpu)
    {
        // The pages first: for want of one the domain must not be left without words.
        XenErrno error = TakeControlPage();
        if (error == XenErrno.None && _pageCount == 0)
        {
            error = TakeArrayPage();
        }

        if (error != XenErrno.None)
        {
            return error;
        }

        EvtchnFifoControlBlock* block = (EvtchnFifoControlBlock*)((byte*)_controlPage.Address + _controlOffset);
        FifoQueues queues = new(this, vcpu, block, _controlPage.Frame, _controlOffset);
        error = Start(queues);
        if (error == XenErrno.None)
        {
            _controlOffset += ControlBlockDistance;
            _queues.Add(queues);
            error = Grow(1);
        }

        return error == XenErrno.None ? queues : error;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A port stays in the queue of the vCPU that was notified when its event was raised, also if it moves away. Nobody but that
    /// vCPU can take it out there, and then it is in no queue.
    /// </remarks>
    internal override bool IsSelected(EventPort port, VcpuId vcpu) => false;

    /// <inheritdoc/>
    internal override XenErrno Reserve(EventPort port)
    {
        if (port.Value >= Count)
        {
            return XenErrno.OutOfRange;
        }

        if (_refusal != XenErrno.None)
        {
            return _refusal;
        }

        int needed = (int)(port.Value / WordsPerPage) + 1;
        int wanted = (int)((port.Value + WordsAhead) / WordsPerPage) + 1;
        XenErrno error = Grow(wanted <= _words.Length ? wanted : _words.Length);
        return Atomic.Load(ref _pageCount) >= needed ? XenErrno.None : error;
    }

    /// <inheritdoc/>
    internal override XenErrno BeginAnew()
    {
        // Xen has let go of every page: it uses the 2-level ABI.
        for (int page = 0; page < _pageCount; page++)
        {
            MaskPage(page);
        }

        XenErrno error = XenErrno.None;
        for (int i = 0; i < _queues.Count && error == XenErrno.None; i++)
        {
            _queues[i].Forget();
            error = Start(_queues[i]);
        }

        for (int page = 0; page < _pageCount && error == XenErrno.None; page++)
        {
            error = _operations.ExpandArray(_frames[page]);
        }

        _refusal = error;
        return error;
    }

    private XenErrno Start(FifoQueues queues) =>
        _operations.InitializeControl(queues.Vcpu, queues.Frame, queues.Offset).Error;

    /// <summary>Adds pages of words. Xen puts a page behind those that it has: only one thread at a time can know where.</summary>
    private XenErrno Grow(int wanted)
    {
        if (Atomic.Load(ref _pageCount) >= wanted)
        {
            return XenErrno.None;
        }

        if (Atomic.Exchange(ref _growing, 1) != 0)
        {
            return XenErrno.TryAgain;
        }

        XenErrno error = XenErrno.None;
        while (_pageCount < wanted && error == XenErrno.None)
        {
            error = AddArrayPage();
        }

        Atomic.Store(ref _growing, 0);
        return error;
    }

    private XenErrno AddArrayPage()
    {
        XenErrno error = TakeArrayPage();
        if (error == XenErrno.None)
        {
            error = _operations.ExpandArray(_frames[_pageCount]);
        }

        if (error == XenErrno.None)
        {
            _hasNextPage = false;
            Atomic.Store(ref _pageCount, _pageCount + 1);
        }

        return error;
    }

    /// <summary>Readies the next page of words. One that Xen refused stays ready for the next time.</summary>
    private XenErrno TakeArrayPage()
    {
        if (_hasNextPage)
        {
            return XenErrno.None;
        }

        XenResult<LentPage> page = _pages.Take();
        if (page.Succeeded)
        {
            _frames[_pageCount] = page.Value.Frame;
            _words[_pageCount] = (uint*)page.Value.Address;
            MaskPage(_pageCount);
            _hasNextPage = true;
        }

        return page.Error;
    }

    private XenErrno TakeControlPage()
    {
        if (_controlOffset < GuestFrame.Size)
        {
            return XenErrno.None;
        }

        XenResult<LentPage> page = _pages.Take();
        if (page.Succeeded)
        {
            _controlPage = page.Value;
            _controlOffset = 0;
        }

        return page.Error;
    }

    /// <summary>Ports without a channel are masked: until somebody binds them, Xen puts none into a queue.</summary>
    private void MaskPage(int page)
    {
        for (uint word = 0; word < WordsPerPage; word++)
        {
            Atomic.Store(_words[page] + word, Masked);
        }
    }
}
