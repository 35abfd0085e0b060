using System;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>This domain's end of the two rings of bytes that it shares with xenstored.</summary>
/// <remarks>
/// The daemon is not trusted: of its words only its two indices, its features and its error are read, each once for each use,
/// and indices that make no sense end the connection. This domain's own indices are kept here and only written to the page.
/// Context: one thread at a time. Nothing allocates after the constructor, nothing waits.
/// Xen: struct xenstore_domain_interface, public/io/xs_wire.h.
/// </remarks>
public sealed unsafe class StoreRing
{
    private readonly XenstoreDomainInterface* _page;
    private uint _requestProducer;
    private uint _answerConsumer;
    private bool _mustNotify;

    /// <summary>The rings in a page.</summary>
    /// <param name="page">Where it is mapped, writable, for as long as this object is used.</param>
    /// <remarks>The indices go on from where they stand; answers to whoever used the page before are left out.</remarks>
    public StoreRing(void* page)
    {
        _page = (XenstoreDomainInterface*)page;
        Synchronize();
    }

    /// <summary>What is wrong with what the daemon has written; it stays.</summary>
    public StoreFault Fault { get; private set; }

    /// <summary>Goes on from where the indices stand, another daemon perhaps being at the other end; answers to whoever was here before are left out.</summary>
    internal void Synchronize()
    {
        Fault = StoreFault.None;
        _requestProducer = Atomic.Load(&_page->RequestProducer);
        _answerConsumer = Atomic.Load(&_page->AnswerProducer);
        Atomic.Store(&_page->AnswerConsumer, _answerConsumer);
    }

    /// <summary>Whether the daemon makes a new connection where it is asked for one.</summary>
    public bool OffersReconnection => (Atomic.Load(&_page->ServerFeatures) & XenstoreDomainInterface.FeatureReconnection) != 0;

    /// <summary>Whether the daemon has not made the new connection yet that it was asked for.</summary>
    internal bool IsReconnecting => Atomic.Load(&_page->Connection) == XenstoreDomainInterface.Reconnecting;

    /// <summary>Asks the daemon for a new connection: it empties the rings, and then says so.</summary>
    internal void RequestReconnection()
    {
        Atomic.Store(&_page->Connection, XenstoreDomainInterface.Reconnecting);
        _mustNotify = true;
    }

    /// <summary>Puts bytes into the ring of requests.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>How many there was room for.</returns>
    public int Put(ReadOnlySpan<byte> bytes)
    {
        uint untaken = _requestProducer - Atomic.Load(&_page->RequestConsumer);
        if (untaken > XenstoreDomainInterface.RingSize)
        {
            Fault = StoreFault.RequestIndex;
            return 0;
        }

        int room = XenstoreDomainInterface.RingSize - (int)untaken;
        int count = bytes.Length < room ? bytes.Length : room;
        for (int i = 0; i < count; i++)
        {
            _page->Requests[(_requestProducer + (uint)i) % XenstoreDomainInterface.RingSize] = bytes[i];
        }

        if (count != 0)
        {
            _requestProducer += (uint)count;
            Atomic.Store(&_page->RequestProducer, _requestProducer);
            _mustNotify = true;
        }

        return count;
    }

    /// <summary>Takes bytes out of the ring of answers.</summary>
    /// <param name="destination">Where they go.</param>
    /// <returns>How many there were, at most as many as it holds.</returns>
    public int Take(Span<byte> destination)
    {
        uint waiting = Atomic.Load(&_page->AnswerProducer) - _answerConsumer;
        if (waiting > XenstoreDomainInterface.RingSize)
        {
            Fault = StoreFault.AnswerIndex;
            return 0;
        }

        int count = destination.Length < (int)waiting ? destination.Length : (int)waiting;
        for (int i = 0; i < count; i++)
        {
            destination[i] = _page->Answers[(_answerConsumer + (uint)i) % XenstoreDomainInterface.RingSize];
        }

        if (count != 0)
        {
            // 1. The daemon fills the ring and sees no room. 2. Here room is made. 3. The daemon sleeps until it is told.
            // The exchange is a barrier: either the daemon sees the room in 1, or the full ring is seen here after 2.
            uint before = _answerConsumer;
            _answerConsumer += (uint)count;
            Atomic.Exchange(&_page->AnswerConsumer, _answerConsumer);
            _mustNotify |= Atomic.Load(&_page->AnswerProducer) - before >= XenstoreDomainInterface.RingSize;
        }

        return count;
    }

    /// <summary>Looks for a complaint of the daemon, which becomes <see cref="Fault"/>.</summary>
    public void CheckError()
    {
        if ((Atomic.Load(&_page->ServerFeatures) & XenstoreDomainInterface.FeatureError) == 0)
        {
            return;
        }

        StoreFault fault = Atomic.Load(&_page->Error) switch
        {
            XenstoreDomainInterface.ErrorNone => StoreFault.None,
            XenstoreDomainInterface.ErrorCommunication => StoreFault.DaemonCommunication,
            XenstoreDomainInterface.ErrorRingIndex => StoreFault.DaemonRingIndex,
            XenstoreDomainInterface.ErrorProtocol => StoreFault.DaemonProtocol,
            _ => StoreFault.DaemonUnknown,
        };
        Fault = Fault == StoreFault.None ? fault : Fault;
    }

    /// <summary>Asks once whether the daemon must be told, by an event, of what was put in or taken out.</summary>
    /// <returns>Whether it must since the last time this was asked.</returns>
    public bool TakeNotification()
    {
        bool mustNotify = _mustNotify;
        _mustNotify = false;
        return mustNotify;
    }
}
