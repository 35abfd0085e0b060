using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The requests and watches of this domain, over one pair of rings.</summary>
/// <remarks>
/// <para>Any number of requests can be under way; up to <see cref="MostInFlight"/> of them are with xenstored at the same time, the
/// others wait for their turn here. Answers may come in any order, watch events between them, and both in pieces.</para>
/// <para>xenstored is not trusted. Whatever does not follow the protocol ends the connection with a <see cref="Fault"/> that names
/// it; every request then ends with <see cref="XenErrno.NotConnected"/>, every watch is told, and the rings are not touched again.
/// A request that xenstored never answers does not end by itself, and keeps no other from its answer.</para>
/// <para>Context: one thread at a time. Nothing allocates but <see cref="Add"/>, nothing waits.</para>
/// <para>Xen: docs/misc/xenstore.txt and docs/misc/xenstore-ring.txt.</para>
/// </remarks>
public sealed partial class StoreConnection
{
    /// <summary>How many requests xenstored has at the same time.</summary>
    public const int MostInFlight = 64;

    /// <summary>How many bytes one <see cref="Exchange"/> takes at most.</summary>
    public const int MostTaken = 1 << 16;

    private readonly StoreRing _ring;
    private readonly StoreRequest?[] _inFlight = new StoreRequest?[MostInFlight];
    private readonly StoreWatches _watches = new();
    private readonly StoreReceiver _receiver = new();
    private StoreRequest? _firstWaiting;
    private StoreRequest? _lastWaiting;
    private StoreRequest? _sending;
    private int _sent;
    private uint _turn;

    /// <summary>A connection over rings that nobody else uses.</summary>
    /// <param name="ring">The rings.</param>
    public StoreConnection(StoreRing ring) => _ring = ring;

    /// <summary>Why the connection is over, or <see cref="StoreFault.None"/>.</summary>
    public StoreFault Fault { get; private set; }

    /// <summary>Events for watches that were removed before: they were on their way.</summary>
    public uint StrayEvents => _watches.StrayEvents;

    /// <summary>Whether <see cref="Exchange"/> stopped before it was done, having taken <see cref="MostTaken"/>: call it again.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Starts a request that was prepared. <see cref="Exchange"/> then sends it.</summary>
    /// <param name="request">The request.</param>
    /// <returns><see cref="XenErrno.None"/>: it will end by <see cref="StoreRequest.OnCompleted"/>; or, and then it will not,
    /// <see cref="XenErrno.NotConnected"/>: the connection is over;
    /// <see cref="XenErrno.TryAgain"/>: its transaction is of a former <see cref="Generation"/>;
    /// <see cref="XenErrno.InvalidArgument"/>: nothing was prepared.</returns>
    public XenErrno Submit(StoreRequest request)
    {
        if (request.IsPending)
        {
            Misuse.RequestIsPending();
        }

        if (Fault != StoreFault.None || request.Message.Length == 0)
        {
            return Fault != StoreFault.None ? XenErrno.NotConnected : XenErrno.InvalidArgument;
        }

        if (IsStale(request))
        {
            return XenErrno.TryAgain;
        }

        request.IsPending = true;
        request.Next = null;
        if (_lastWaiting == null)
        {
            _firstWaiting = request;
        }
        else
        {
            _lastWaiting.Next = request;
        }

        _lastWaiting = request;
        return XenErrno.None;
    }

    /// <summary>Gives a watch its token: from now on it gets the events that come with that.</summary>
    /// <param name="watch">The watch.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotConnected"/>: the connection is over;
    /// <see cref="XenErrno.AlreadyExists"/>: it was added before.</returns>
    /// <remarks>May allocate.</remarks>
    public XenErrno Add(StoreWatch watch) => Fault != StoreFault.None ? XenErrno.NotConnected : _watches.Add(watch);

    /// <summary>Takes its token from a watch: it gets no event any more.</summary>
    /// <param name="watch">The watch; xenstored has taken it back, or never had it.</param>
    public void Remove(StoreWatch watch) => _watches.Remove(watch);

    /// <summary>Moves what can be moved, both ways, and ends the requests whose answers have come.</summary>
    /// <returns>Whether the event channel must be notified now.</returns>
    /// <remarks>Call it after <see cref="Submit"/>, and for each event of the channel.</remarks>
    public bool Exchange()
    {
        IsUnfinished = false;
        if (Fault != StoreFault.None || (IsReconnecting && !TryEndReconnection()))
        {
            return _ring.TakeNotification();
        }

        _ring.CheckError();
        int taken = 0;
        bool hasMoved = true;
        while (hasMoved && _ring.Fault == StoreFault.None && Fault == StoreFault.None && taken < MostTaken)
        {
            hasMoved = Send();
            int count = _receiver.Take(_ring);
            taken += count;
            hasMoved |= count != 0;
            if (_receiver.IsOversize)
            {
                End(StoreFault.Oversize);
            }
            else if (_receiver.IsComplete)
            {
                Handle(_receiver.Header, _receiver.Payload);
                _receiver.Clear();
            }
        }

        if (_ring.Fault != StoreFault.None)
        {
            End(_ring.Fault);
        }

        IsUnfinished = Fault == StoreFault.None && taken >= MostTaken;
        return _ring.TakeNotification();
    }

    /// <summary>Ends the connection with <see cref="StoreFault.Closed"/>. A second time does nothing.</summary>
    public void Close()
    {
        IsReconnecting = false;
        End(StoreFault.Closed);
    }

    private bool Send()
    {
        bool hasSent = false;
        while (_sending != null || TakeTurn())
        {
            ReadOnlySpan<byte> rest = _sending!.Message.Slice(_sent);
            int count = _ring.Put(rest);
            _sent += count;
            hasSent |= count != 0;
            if (count < rest.Length)
            {
                return hasSent;
            }

            _sending = null;
        }

        return hasSent;
    }

    /// <summary>Gives the request that waits longest a number, if one is free.</summary>
    private bool TakeTurn()
    {
        if (_firstWaiting == null || _isPaused)
        {
            return false;
        }

        for (uint i = 0; i < MostInFlight; i++)
        {
            // A number is taken again after all others were: an answer that is late or comes twice does not fit.
            uint id = unchecked(_turn + i);
            if (_inFlight[id % MostInFlight] == null)
            {
                _turn = unchecked(id + 1);
                _sending = _firstWaiting;
                _firstWaiting = _sending.Next;
                _lastWaiting = _firstWaiting == null ? null : _lastWaiting;
                _sending.AssignId(id);
                _inFlight[id % MostInFlight] = _sending;
                _sent = 0;
                return true;
            }
        }

        return false;
    }

    private void Handle(in XsdSockmsg header, ReadOnlySpan<byte> payload)
    {
        StoreFault fault = header.Type == StoreMessageType.WatchEvent
            ? _watches.Handle(payload) : HandleAnswer(header, payload);
        if (fault != StoreFault.None)
        {
            End(fault);
        }
    }

    private StoreFault HandleAnswer(in XsdSockmsg header, ReadOnlySpan<byte> payload)
    {
        StoreRequest? request = _inFlight[header.RequestId % MostInFlight];
        if (request == null || request.Id != header.RequestId || request == _sending)
        {
            return StoreFault.UnknownRequest;
        }

        XenErrno error = XenErrno.None;
        if (header.Type == StoreMessageType.Error)
        {
            if (!StoreAnswer.IsText(payload))
            {
                return StoreFault.MalformedError;
            }

            error = StoreErrorText.Parse(payload.Slice(0, payload.Length - 1));
            payload = default;
        }
        else if (header.Type != request.Type)
        {
            return StoreFault.WrongType;
        }
        else if (!StoreAnswer.IsWellFormed(request.Type, payload))
        {
            return StoreFault.MalformedAnswer;
        }

        _inFlight[header.RequestId % MostInFlight] = null;
        if (error == XenErrno.None)
        {
            NoteWatches(request);
        }

        request.IsPending = false;
        request.OnCompleted(error, payload);
        return StoreFault.None;
    }

    private void End(StoreFault fault)
    {
        if (Fault != StoreFault.None)
        {
            return;
        }

        // First of all: a request that ends here starts no other.
        Fault = fault;
        FailInFlight();

        while (_firstWaiting != null)
        {
            StoreRequest request = _firstWaiting;
            _firstWaiting = request.Next;
            Fail(request);
        }

        _lastWaiting = null;
        _watches.Close(fault);
    }

    private void FailInFlight()
    {
        _sending = null;
        for (int i = 0; i < MostInFlight; i++)
        {
            StoreRequest? request = _inFlight[i];
            _inFlight[i] = null;
            Fail(request);
        }
    }

    private static void Fail(StoreRequest? request)
    {
        if (request != null)
        {
            request.IsPending = false;
            request.OnCompleted(XenErrno.NotConnected, default);
        }
    }
}
