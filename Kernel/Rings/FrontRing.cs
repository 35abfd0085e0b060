namespace XenGuest.Kernel;

/// <summary>The frontend's end of a ring: it puts requests in, and takes responses out.</summary>
/// <typeparam name="TRequest">A request, as the device's protocol lays it out.</typeparam>
/// <typeparam name="TResponse">A response.</typeparam>
/// <remarks>
/// <para>The backend is not trusted. Of the page only its index, its wish to be told and the entries are read; an entry is copied out
/// in one go, and what is checked is the copy. An index that makes no sense is a <see cref="Fault"/>: from then on the ring gives
/// nothing and takes nothing. This end's own indices are kept here and only written to the page.</para>
/// <code>
/// put:   while (ring.TryPut(request)) ...             once for all of them:  if (ring.Publish()) notify
/// take:  do while (ring.TryTake(out response)) ...    while (!ring.TryRest())        then wait for an event
/// </code>
/// <para>Context: one thread at a time. No hypercall; nothing allocates after the constructor; nothing waits.</para>
/// <para>Xen: FRONT_RING_INIT, RING_PUSH_REQUESTS_AND_CHECK_NOTIFY, RING_COPY_RESPONSE, RING_FINAL_CHECK_FOR_RESPONSES,
/// public/io/ring.h.</para>
/// </remarks>
public sealed unsafe class FrontRing<TRequest, TResponse>
    where TRequest : unmanaged
    where TResponse : unmanaged
{
    private readonly RingPage _page;
    private uint _written;
    private uint _published;
    private uint _taken;

    /// <summary>Makes an empty ring in a page that the backend does not know yet.</summary>
    /// <param name="page">The page: writable for as long as this object is used.</param>
    /// <exception cref="System.InvalidOperationException">An entry does not fit into a page.</exception>
    public FrontRing(void* page)
        : this(page, 0)
    {
    }

    /// <summary>As the other, with all indices at a place: near 2^32 they soon wrap around.</summary>
    internal FrontRing(void* page, uint start)
    {
        _page = new RingPage(page, sizeof(TRequest), sizeof(TResponse));
        _written = start;
        _published = start;
        _taken = start;
        Atomic.Store(_page.RequestProducer, start);
        Atomic.Store(_page.ResponseProducer, start);
        Atomic.Store(_page.RequestEvent, unchecked(start + 1));
        Atomic.Store(_page.ResponseEvent, unchecked(start + 1));
    }

    /// <summary>How many entries the ring has.</summary>
    public int Size => (int)_page.Count;

    /// <summary>How many requests have no response yet, those not published among them.</summary>
    public int Pending => (int)unchecked(_written - _taken);

    /// <summary>Room for that many more requests.</summary>
    public int Free => Fault == RingFault.None ? Size - Pending : 0;

    /// <summary>What is wrong with the backend; it stays.</summary>
    public RingFault Fault { get; private set; }

    /// <summary>Puts a request in, which the backend does not see before <see cref="Publish"/>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Whether there was room: <see cref="Free"/>.</returns>
    public bool TryPut(in TRequest request)
    {
        if (Free == 0)
        {
            return false;
        }

        *(TRequest*)_page.EntryAt(_written) = request;
        _written = unchecked(_written + 1);
        return true;
    }

    /// <summary>Lets the backend see what was put in.</summary>
    /// <returns>Whether it must be told by an event: it waits for one.</returns>
    public bool Publish()
    {
        uint before = _published;
        _published = _written;
        return before != _written && Fault == RingFault.None
            && RingPage.Publish(_page.RequestProducer, _page.RequestEvent, before, _written);
    }

    /// <summary>Takes a response out.</summary>
    /// <param name="response">A copy of it, which nobody can change any more.</param>
    /// <returns>Whether there was one; not where there is a <see cref="Fault"/>.</returns>
    public bool TryTake(out TResponse response)
    {
        response = default;
        if (!HasResponse())
        {
            return false;
        }

        response = *(TResponse*)_page.EntryAt(_taken);
        _taken = unchecked(_taken + 1);
        return true;
    }

    /// <summary>Asks to be told of the next response, after <see cref="TryTake"/> found none.</summary>
    /// <returns>Whether to wait for an event. Otherwise a response has come meanwhile, for which there may be none: take it.</returns>
    public bool TryRest()
    {
        if (HasResponse())
        {
            return false;
        }

        Atomic.Exchange(_page.ResponseEvent, unchecked(_taken + 1));
        return !HasResponse();
    }

    private bool HasResponse()
    {
        uint waiting = unchecked(Atomic.Load(_page.ResponseProducer) - _taken);
        if (waiting > unchecked(_published - _taken))
        {
            Fault = RingFault.ResponseProducer;
        }

        return Fault == RingFault.None && waiting != 0;
    }
}
