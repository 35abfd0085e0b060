using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>xenstored's end of the rings that a domain shares with it.</summary>
/// <remarks>Xen: domain_can_read, readchn and writechn, tools/xenstore/xenstored_domain.c.</remarks>
public sealed unsafe class StoreDaemonRing
{
    private readonly XenstoreDomainInterface* _page;
    private readonly List<byte> _taken = [];
    private readonly Queue<byte> _toSend = new();

    private EventChannel? _channel;
    private bool _ignoresDomain;
    private bool _isOver;

    private StoreDaemonRing(void* page, EventPort port)
    {
        _page = (XenstoreDomainInterface*)page;
        Port = port;
    }

    /// <summary>The domain's port.</summary>
    public EventPort Port { get; }

    /// <summary>Whether something is left that there was no room for.</summary>
    public bool HasUnsent => _toSend.Count != 0;

    /// <summary>The page itself, to lie in.</summary>
    public ref XenstoreDomainInterface Page => ref *_page;

    /// <summary>Connects a domain to a daemon, as the toolstack does: page and port become its parameters.</summary>
    /// <param name="home">The domain that the daemon runs in.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="page">The page of its memory that it shares.</param>
    /// <param name="work">What the daemon does when the domain notifies it.</param>
    /// <returns>The daemon's end.</returns>
    public static StoreDaemonRing Connect(ModelGuest<ulong> home, ModelDomain domain, GuestFrame page, Action work)
    {
        EventPort port = new EventChannelOperations(domain.Vcpus[0]).AllocateUnbound(DomainId.Self, home.Domain.Id).Value;
        StoreDaemonRing ring = new(domain.Memory.AddressOf(page), port);
        ring._channel = home.Binder.BindInterdomain(domain.Id, port, _ => work()).Value;
        ring._channel.Unmask();
        domain.SetParameter(HvmParameter.StorePage, page.Value);
        domain.SetParameter(HvmParameter.StoreEventChannel, port.Value);
        return ring;
    }

    /// <summary>Ends it: the page is not touched any more, and the daemon's port is closed.</summary>
    public void Disconnect()
    {
        _isOver = true;
        _channel!.Close();
    }

    /// <summary>Moves what can be moved, both ways, and tells the domain if anything was.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Flush()
    {
        bool hasMoved = !_isOver && Move();
        if (hasMoved)
        {
            _channel!.Notify();
        }

        return hasMoved;
    }

    /// <summary>Takes a request that has come as a whole.</summary>
    /// <param name="header">What begins it.</param>
    /// <param name="payload">What follows.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTakeRequest(out XsdSockmsg header, out byte[] payload)
    {
        header = default;
        payload = [];
        if (_taken.Count < sizeof(XsdSockmsg))
        {
            return false;
        }

        header = MemoryMarshal.Read<XsdSockmsg>(CollectionsMarshal.AsSpan(_taken));
        if (header.Length > XenstoreDomainInterface.MostPayload)
        {
            // Nothing of such a domain is heard any more.
            _ignoresDomain = true;
            _taken.Clear();
            return false;
        }

        int end = sizeof(XsdSockmsg) + (int)header.Length;
        if (_taken.Count < end)
        {
            return false;
        }

        payload = [.. _taken[sizeof(XsdSockmsg)..end]];
        _taken.RemoveRange(0, end);
        return true;
    }

    /// <summary>Sends a message as soon as there is room for it.</summary>
    /// <param name="header">What begins it.</param>
    /// <param name="payload">What follows; its length need not be the one that the header says.</param>
    public void Send(XsdSockmsg header, ReadOnlySpan<byte> payload)
    {
        Send(MemoryMarshal.AsBytes(new ReadOnlySpan<XsdSockmsg>(in header)));
        Send(payload);
    }

    /// <summary>Sends bytes as soon as there is room for them.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _toSend.Enqueue(value);
        }
    }

    private bool Move()
    {
        bool hasMoved = false;
        uint producer = Atomic.Load(&_page->RequestProducer);

        // As in check_indexes: indices that make no sense are not followed.
        bool isSensible = !_ignoresDomain && producer - _page->RequestConsumer <= XenstoreDomainInterface.RingSize;
        for (uint at = _page->RequestConsumer; isSensible && at != producer; at++)
        {
            _taken.Add(_page->Requests[at % XenstoreDomainInterface.RingSize]);
            Atomic.Store(&_page->RequestConsumer, at + 1);
            hasMoved = true;
        }

        while (_toSend.Count != 0 && _page->AnswerProducer - Atomic.Load(&_page->AnswerConsumer) < XenstoreDomainInterface.RingSize)
        {
            _page->Answers[_page->AnswerProducer % XenstoreDomainInterface.RingSize] = _toSend.Dequeue();
            Atomic.Store(&_page->AnswerProducer, _page->AnswerProducer + 1);
            hasMoved = true;
        }

        return hasMoved;
    }
}
