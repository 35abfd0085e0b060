using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>Inputs to a connection of which each is known to be right, or wrong in one way: a fault that has a name.</summary>
/// <remarks>Whether what is wrong is noticed is asked after each input, so a check that is not made is found by the first input that it is for.</remarks>
public sealed class StoreFuzzer : IDisposable
{
    private const string Watched = "/a/w";
    private const int MostInputs = 60;
    private const int LargeValue = 1500;

    private readonly Random _random;
    private readonly FuzzAnswers _answers;
    private readonly FuzzDaemon _daemon;
    private readonly StoreConnection _connection;
    private readonly FuzzWatch _watch = new(Watched);
    private readonly List<FuzzRequest> _all = [];
    private readonly Dictionary<uint, FuzzRequest> _open = [];
    private readonly Dictionary<uint, StoreMessageType> _types = [];
    private readonly Queue<FuzzRequest> _submitted = new();
    private int _inputs;

    private StoreFuzzer(int seed)
    {
        _random = new Random(seed);
        _answers = new FuzzAnswers(_random);
        _daemon = new FuzzDaemon(unchecked((uint)_random.Next(-3000, 3000)));
        unsafe
        {
            _connection = new StoreConnection(new StoreRing(_daemon.Address));
        }

        _connection.Add(_watch);
    }

    /// <summary>Runs connections to their ends, one after the other.</summary>
    /// <param name="firstSeed">Where the random numbers begin.</param>
    /// <param name="inputs">How many inputs at least.</param>
    /// <param name="isOver">Asked between connections: whether to stop.</param>
    /// <returns>What went wrong, or null.</returns>
    public static string? Run(int firstSeed, int inputs, Func<bool> isOver)
    {
        int done = 0;
        for (int seed = firstSeed; done < inputs && !isOver(); seed++)
        {
            string? failure;
            using (StoreFuzzer fuzzer = new(seed))
            {
                failure = fuzzer.TryRun();
                done += fuzzer._inputs;
            }

            failure ??= ListingFuzzer.Run(seed);
            if (failure != null)
            {
                return $"seed {seed}: {failure}";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _daemon.Dispose();

    private string? TryRun()
    {
        try
        {
            return Run();
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            return $"{e.GetType().Name} in input {_inputs}: {e.Message}";
        }
    }

    private string? Run()
    {
        while (_inputs < MostInputs)
        {
            _inputs++;
            Submit();
            (StoreFault expected, string what) = _random.Next(6) == 0 ? Strike() : Behave();
            _connection.Exchange();
            if (_connection.Fault != expected)
            {
                return $"input {_inputs}, {what}: {_connection.Fault} where {expected} was expected";
            }

            string? wrong = _all.Exists(request => request.Completions > 1) ? "a request ended twice" : null;
            if (wrong == null && expected != StoreFault.None)
            {
                wrong = _all.TrueForAll(static request => request.Completions == 1) ? null : "a request did not end";
            }

            if (wrong != null || expected != StoreFault.None)
            {
                return wrong == null ? null : $"input {_inputs}, {what}: {wrong}";
            }
        }

        return null;
    }

    /// <summary>Starts a request or two, and lets the daemon see them.</summary>
    private void Submit()
    {
        for (int i = _random.Next(3) + (_open.Count == 0 ? 1 : 0); i > 0 && _all.Count - _all.Count(static each => each.Completions != 0) < 40; i--)
        {
            FuzzRequest request = new();
            Prepare(request);
            _connection.Submit(request);
            _submitted.Enqueue(request);
            _all.Add(request);
        }

        List<XsdSockmsg> headers = [];
        int missing;
        do
        {
            headers.Clear();
            _connection.Exchange();
            missing = _daemon.Take(headers);
            foreach (XsdSockmsg header in headers.Take(headers.Count - (missing != 0 ? 1 : 0)))
            {
                _open[header.RequestId] = _submitted.Dequeue();
                _types[header.RequestId] = header.Type;
            }
        }
        while (missing != 0 || headers.Count != 0);
    }

    private void Prepare(FuzzRequest request)
    {
        XenErrno error = _random.Next(9) switch
        {
            0 => request.Read("/a", default),
            1 => request.Directory("/a", default),
            2 => request.DirectoryPart("/a", 0, default),
            3 => request.GetPermissions("/a", default),
            4 => request.StartTransaction(),
            5 => request.GetDomainPath(new DomainId(1)),
            6 => request.IsDomainIntroduced(new DomainId(1)),
            7 => request.Write("/a", new byte[_random.Next(LargeValue)], default),
            _ => request.Remove("/a", default),
        };
        if (error != XenErrno.None)
        {
            throw new InvalidOperationException($"a request was not prepared: {error}");
        }
    }

    /// <summary>Does something that the protocol allows.</summary>
    private (StoreFault, string) Behave()
    {
        uint strays = _connection.StrayEvents;
        int changes = _watch.Changes;
        switch (_random.Next(8))
        {
            case 0:
                Send(StoreMessageType.WatchEvent, 0, _answers.GoodEvent(Watched, _watch.Token));
                _connection.Exchange();
                return (_watch.Changes == changes + 1 ? StoreFault.None : StoreFault.Closed, "an event");
            case 1:
                Send(StoreMessageType.WatchEvent, 0, _answers.StrayEvent(Watched, _watch.Token));
                _connection.Exchange();
                bool isStray = _connection.StrayEvents == strays + 1 && _watch.Changes == changes;
                return (isStray ? StoreFault.None : StoreFault.Closed, "an event of nobody's");
            case 2:
                _daemon.Page.ServerFeatures = (uint)_random.Next(4);
                _daemon.Page.Error = (_daemon.Page.ServerFeatures & XenstoreDomainInterface.FeatureError) != 0 ? 0u : (uint)_random.Next(6);
                return (StoreFault.None, "features");
            default:
                return AnswerOne();
        }
    }

    private (StoreFault, string) AnswerOne()
    {
        uint id = AnyOpen();
        FuzzRequest request = _open[id];
        StoreMessageType type = _types[id];
        bool isError = _random.Next(4) == 0;
        byte[] payload = isError ? _answers.GoodError() : _answers.Good(type);
        Send(isError ? StoreMessageType.Error : type, id, payload);
        _connection.Exchange();
        _open.Remove(id);
        bool isRight = request.Completions == 1 && (isError ? request.Errno != XenErrno.None : request.Errno == XenErrno.None && request.Answer.SequenceEqual(payload));
        return (isRight ? StoreFault.None : StoreFault.Closed, $"an answer to {type}: {Encoding.Latin1.GetString(payload)}");
    }

    /// <summary>Does something that the protocol does not allow.</summary>
    private (StoreFault, string) Strike()
    {
        uint id = AnyOpen();
        StoreMessageType type = _types[id];
        switch (_random.Next(10))
        {
            case 0:
                StoreMessageType other = type == StoreMessageType.Read ? _answers.AnyDone() : StoreMessageType.Read;
                return Strike(other, id, _answers.Good(other), StoreFault.WrongType);
            case 1 or 2 or 3:
                return _answers.Bad(type) is { } bad ? Strike(type, id, bad, StoreFault.MalformedAnswer) : Behave();
            case 4:
                return Strike(StoreMessageType.Error, id, _answers.BadError(), StoreFault.MalformedError);
            case 5:
                return Strike(StoreMessageType.WatchEvent, 0, _answers.BadEvent(Watched, _watch.Token), StoreFault.MalformedEvent);
            case 6:
                return Strike(StoreMessageType.WatchEvent, 0, _answers.ForeignEvent(Watched, _watch.Token), StoreFault.ForeignEvent);
            case 7:
                return StrikeNumber(id);
            case 8:
                return StrikeIndex();
            default:
                uint length = _random.Next(2) == 0 ? 4097 : unchecked((uint)_random.Next(int.MinValue, int.MaxValue)) | 0x8000_1001;
                Put(new XsdSockmsg { Type = type, RequestId = id, Length = length }, []);
                return (StoreFault.Oversize, $"a message of {length} bytes");
        }
    }

    private (StoreFault, string) Strike(StoreMessageType type, uint id, byte[] payload, StoreFault fault)
    {
        Send(type, id, payload);
        return (fault, $"{type}: {Encoding.Latin1.GetString(payload)}");
    }

    /// <summary>Answers what nobody asked: the number of another turn, one that is free, or a request that has not come as a whole.</summary>
    private (StoreFault, string) StrikeNumber(uint id)
    {
        switch (_random.Next(3))
        {
            case 0:
                id = unchecked(id + ((uint)_random.Next(1, 1000) * StoreConnection.MostInFlight));
                break;
            case 1:
                id = Enumerable.Range(0, StoreConnection.MostInFlight).Select(offset => unchecked(id + (uint)offset)).First(candidate => !_open.ContainsKey(candidate));
                break;
            default:
                FuzzRequest large = new();
                large.Write("/a", new byte[LargeValue], default);
                _connection.Submit(large);
                _all.Add(large);
                _connection.Exchange();
                id = _daemon.FirstId();
                return Strike(StoreMessageType.Write, id, _answers.Good(StoreMessageType.Write), StoreFault.UnknownRequest);
        }

        return Strike(StoreMessageType.Error, id, _answers.GoodError(), StoreFault.UnknownRequest);
    }

    private (StoreFault, string) StrikeIndex()
    {
        uint wrong = (uint)_random.Next(1, 100_000);
        switch (_random.Next(3))
        {
            case 0:
                _daemon.Page.RequestConsumer = unchecked(_daemon.Page.RequestProducer + wrong);
                FuzzRequest request = new();
                request.StartTransaction();
                _connection.Submit(request);
                _all.Add(request);
                return (StoreFault.RequestIndex, "an index of requests");
            case 1:
                _daemon.Page.AnswerProducer = unchecked(_daemon.Page.AnswerConsumer + XenstoreDomainInterface.RingSize + wrong);
                return (StoreFault.AnswerIndex, "an index of answers");
            default:
                uint error = (uint)_random.Next(1, 6);
                _daemon.Page.ServerFeatures = XenstoreDomainInterface.FeatureError;
                _daemon.Page.Error = error;
                return (error switch { 1 => StoreFault.DaemonCommunication, 2 => StoreFault.DaemonRingIndex, 3 => StoreFault.DaemonProtocol, _ => StoreFault.DaemonUnknown }, $"complaint {error}");
        }
    }

    private uint AnyOpen() => _open.Keys.ElementAt(_random.Next(_open.Count));

    private void Send(StoreMessageType type, uint id, byte[] payload) =>
        Put(new XsdSockmsg { Type = type, RequestId = id, Length = (uint)payload.Length }, payload);

    /// <summary>Sends in pieces, and lets the connection take what there is between them.</summary>
    private void Put(XsdSockmsg header, byte[] payload)
    {
        byte[] message = [.. MemoryMarshal.AsBytes(new ReadOnlySpan<XsdSockmsg>(in header)), .. payload];
        int sent = 0;
        while (sent < message.Length && _connection.Fault == StoreFault.None)
        {
            int most = _random.Next(3) == 0 ? _random.Next(1, 20) : message.Length;
            sent += _daemon.Put(message.AsSpan(sent, Math.Min(most, message.Length - sent)));
            if (sent < message.Length)
            {
                _connection.Exchange();
            }
        }
    }
}
