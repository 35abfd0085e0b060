namespace XenGuest.Kernel;

/// <summary>The backend's end of a ring: it takes requests out, and puts responses in.</summary>
/// <typeparam name="TRequest">A request, as the device's protocol lays it out.</typeparam>
/// <typeparam name="TResponse">A response.</typeparam>
/// <remarks>
/// <para>The frontend is not trusted; see <see cref="FrontRing{TRequest, TResponse}"/>. Every request gets one response, in any order: the
/// response goes to the place of the request that was taken first and has none yet.</para>
/// <code>
/// take:  do while (ring.TryTake(out request)) ...     while (!ring.TryRest())        then wait for an event
/// put:   ring.TryPut(response) ...                    once for all of them:  if (ring.Publish()) notify
/// </code>
/// <para>A frontend that never stops has no more than <see cref="Size"/> requests taken before responses are published: whoever
/// answers inside the loop of taking bounds that loop.</para>
/// <para>Context: one thread at a time. No hypercall; nothing allocates after the constructor; nothing waits.</para>
/// <para>Xen: BACK_RING_ATTACH, RING_COPY_REQUEST, RING_REQUEST_PROD_OVERFLOW, RING_PUSH_RESPONSES_AND_CHECK_NOTIFY,
/// RING_FINAL_CHECK_FOR_REQUESTS, public/io/ring.h.</para>
/// </remarks>
public sealed unsafe class BackRing<TRequest, TResponse>
    where TRequest : unmanaged
    where TResponse : unmanaged
{
    private readonly RingPage _page;
    private uint _taken;
    private uint _written;
    private uint _published;

    /// <summary>Takes over a ring that the frontend has made.</summary>
    /// <param name="page">The page, where it is mapped: writable for as long as this object is used.</param>
    /// <remarks>It goes on behind the responses that were published before, so requests without one are taken, again if need be.</remarks>
    /// <exception cref="System.InvalidOperationException">An entry does not fit into a page.</exception>
    public BackRing(void* page)
    {
        _page = new RingPage(page, sizeof(TRequest), sizeof(TResponse));
        _published = Atomic.Load(_page.ResponseProducer);
        _written = _published;
        _taken = _published;
    }

    /// <summary>How many entries the ring has.</summary>
    public int Size => (int)_page.Count;

    /// <summary>How many requests were taken and have no response yet.</summary>
    public int Pending => (int)unchecked(_taken - _written);

    /// <summary>What is wrong with the frontend; it stays.</summary>
    public RingFault Fault { get; private set; }

    /// <summary>Takes a request out.</summary>
    /// <param name="request">A copy of it, which nobody can change any more.</param>
    /// <returns>Whether there was one; not where there is a <see cref="Fault"/>.</returns>
    public bool TryTake(out TRequest request)
    {
        request = default;
        if (!HasRequest())
        {
            return false;
        }

        request = *(TRequest*)_page.EntryAt(_taken);
        _taken = unchecked(_taken + 1);
        return true;
    }

    /// <summary>Asks to be told of the next request, after <see cref="TryTake"/> found none.</summary>
    /// <returns>Whether to wait for an event. Otherwise a request has come meanwhile, for which there may be none: take it.</returns>
    public bool TryRest()
    {
        if (HasRequest())
        {
            return false;
        }

        Atomic.Exchange(_page.RequestEvent, unchecked(_taken + 1));
        return !HasRequest();
    }

    /// <summary>Puts a response in, which the frontend does not see before <see cref="Publish"/>.</summary>
    /// <param name="response">The response.</param>
    /// <returns>Whether a request waited for one: <see cref="Pending"/>.</returns>
    public bool TryPut(in TResponse response)
    {
        if (Pending == 0 || Fault != RingFault.None)
        {
            return false;
        }

        *(TResponse*)_page.EntryAt(_written) = response;
        _written = unchecked(_written + 1);
        return true;
    }

    /// <summary>Lets the frontend see what was put in.</summary>
    /// <returns>Whether it must be told by an event: it waits for one.</returns>
    public bool Publish()
    {
        uint before = _published;
        _published = _written;
        return before != _written && Fault == RingFault.None
            && RingPage.Publish(_page.ResponseProducer, _page.ResponseEvent, before, _written);
    }

    private bool HasRequest()
    {
        // More than the ring has would overwrite responses that the frontend has not been given: those published only leave room, or a
        // frontend that asks on and on would keep whoever answers in a loop in there. Fewer than were taken is going back.
        uint producer = Atomic.Load(_page.RequestProducer);
        uint waiting = unchecked(producer - _taken);
        if (waiting > _page.Count - unchecked(_taken - _published))
        {
            Fault = RingFault.RequestProducer;
        }

        return Fault == RingFault.None && waiting != 0;
    }
}
