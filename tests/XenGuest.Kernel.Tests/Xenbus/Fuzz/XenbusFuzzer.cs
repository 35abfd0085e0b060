using System;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Xenbus.Fuzz;

/// <summary>Lives of a device's end, and links and numbers, of each of which it is known what it must end in.</summary>
/// <remarks>All that can be asked of an end is asked after each input, so a check that is not made is found by the first input that it is for.</remarks>
public sealed class XenbusFuzzer
{
    private const int MostInputs = 24;
    private const uint States = 9;

    private readonly Random _random;
    private readonly FuzzNumbers _numbers;
    private readonly LinkFuzzer _links;
    private readonly DeviceHandshake _handshake = new();
    private readonly PeerOracle _peer = new();
    private DeviceEnd _end;
    private uint _own;
    private uint _awaited;
    private long _deadline = long.MaxValue;
    private int _inputs;

    private XenbusFuzzer(int seed)
    {
        _random = new Random(seed);
        _numbers = new FuzzNumbers(_random);
        _links = new LinkFuzzer(_random, _numbers);
    }

    /// <summary>Runs lives, one after the other.</summary>
    /// <param name="firstSeed">Where the random numbers begin.</param>
    /// <param name="inputs">How many inputs at least.</param>
    /// <param name="isOver">Asked between lives: whether to stop.</param>
    /// <returns>What went wrong, or null.</returns>
    public static string? Run(int firstSeed, int inputs, Func<bool> isOver)
    {
        int done = 0;
        for (int seed = firstSeed; done < inputs && !isOver(); seed = unchecked(seed + 1))
        {
            XenbusFuzzer fuzzer = new(seed);
            if (fuzzer.TryRun() is { } failure)
            {
                return $"seed {seed}, input {fuzzer._inputs}, {failure}";
            }

            done += fuzzer._inputs;
        }

        return null;
    }

    private bool IsOwned => _end is not (DeviceEnd.Removed or DeviceEnd.Replaced or DeviceEnd.Restored);

    private bool IsMet => _peer.HasBegun && (_awaited >> _peer.State & 1) != 0;

    private string? TryRun()
    {
        try
        {
            string? wrong = null;
            while (wrong == null && _inputs < MostInputs)
            {
                _inputs++;
                wrong = Step() ?? Differs();
            }

            return wrong;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or InvalidOperationException or OverflowException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private string? Step()
    {
        switch (_random.Next(16))
        {
            case 0:
                _handshake.ObservePeerAbsent();
                Expect(_peer.Say(PeerOracle.Absent));
                return null;
            case 1:
                uint malformed = _random.Next(2) == 0 ? States + (uint)_random.Next(40) : Math.Max(States, _numbers.Any());
                _handshake.ObservePeer(_random.Next(2) == 0 ? _numbers.Right(malformed) : _numbers.Wrong((uint)_random.Next((int)States)));
                Expect(_peer.Say(PeerOracle.Nonsense));
                return null;
            case 2 or 3 or 4 or 5:
                uint state = (uint)_random.Next((int)States);
                _handshake.ObservePeer(_numbers.Right(state));
                Expect(_peer.Say((char)('0' + state)));
                return null;
            case 6:
                return Move();
            case 7:
                ObserveOwn();
                return null;
            case 8 when _random.Next(4) == 0:
                _handshake.ObserveOwnAbsent();
                Expect(DeviceEnd.Removed);
                return null;
            case 9:
                _awaited = (uint)_random.Next(1 << (int)States);
                _deadline = _random.Next(-20, 20);
                _handshake.Await((XenbusStates)_awaited, _deadline);
                return null;
            case 10:
                long now = _deadline == long.MaxValue ? _random.NextInt64(long.MaxValue) : _deadline + _random.Next(-2, 2);
                _handshake.Elapse(now);
                Expect(!IsMet && now >= _deadline ? DeviceEnd.Stalled : DeviceEnd.None);
                return null;
            case 11 when _random.Next(8) == 0:
                DeviceEnd end = (DeviceEnd)_random.Next((int)DeviceEnd.Closed + 1);
                _handshake.EndWith(end);
                Expect(end);
                return null;
            case 12:
                return AskRules();
            default:
                return _links.Step() ?? AskNumber();
        }
    }

    /// <summary>A reason comes: the first one stays, except before a removal.</summary>
    private void Expect(DeviceEnd end)
    {
        bool isRemoval = end is DeviceEnd.Removed or DeviceEnd.Replaced or DeviceEnd.Restored;
        if (_end == DeviceEnd.None || (isRemoval && IsOwned))
        {
            _end = end;
        }
    }

    private string? Move()
    {
        uint state = _random.Next(4) == 0 ? _numbers.Any() : (uint)_random.Next((int)States);
        XenErrno expected = !IsOwned ? XenErrno.NotFound
            : state != _own && PeerOracle.MayFollow(_own, state) ? XenErrno.None : XenErrno.InvalidArgument;
        XenErrno error = _handshake.Move((XenbusState)state);
        _own = expected == XenErrno.None ? state : _own;
        return error == expected ? null : $"moving to {state}: {error} where {expected} was expected";
    }

    private void ObserveOwn()
    {
        uint written = _random.Next(4) == 0 ? (uint)_random.Next((int)States) : _own;
        switch (_random.Next(4))
        {
            case 0:
                // The toolstack's word for closing, which may be this end's own word as well.
                _handshake.ObserveOwn((XenbusState)written, _numbers.Right(5));
                Expect(written is 0 or 5 ? DeviceEnd.None : DeviceEnd.CloseRequested);
                break;
            case 1:
                uint other = (uint)_random.Next((int)States);
                _handshake.ObserveOwn((XenbusState)written, _numbers.Right(other));
                Expect(written == 0 || written == other ? DeviceEnd.None : other == 5 ? DeviceEnd.CloseRequested : DeviceEnd.Replaced);
                break;
            case 2:
                _handshake.ObserveOwn((XenbusState)written, _random.Next(4) == 0 ? _numbers.Wrong(5) : _numbers.Wrong(written));
                Expect(written == 0 ? DeviceEnd.None : DeviceEnd.Replaced);
                break;
            default:
                _handshake.ObserveOwn((XenbusState)written, _numbers.Right(written));
                break;
        }
    }

    private string? AskRules()
    {
        uint to = _random.Next(4) == 0 ? _numbers.Any() : (uint)_random.Next((int)States);
        uint from = _random.Next(4) == 0 ? _numbers.Any() : (uint)_random.Next((int)States);
        bool mayStay = XenbusProtocol.MayFollow((XenbusState)to, (XenbusState)to);
        return XenbusProtocol.MayFollow((XenbusState)from, (XenbusState)to) != PeerOracle.MayFollow(from, to) ? $"{to} after {from}"
            : mayStay != to < States ? $"{to} after itself"
            : XenbusProtocol.SetOf((XenbusState)to) != (to < States ? (XenbusStates)(1 << (int)to) : XenbusStates.None) ? $"the set of {to}" : null;
    }

    private string? AskNumber()
    {
        uint number = _numbers.Any();
        byte[] wrong = _numbers.Wrong(number);
        return !XenbusProtocol.TryParseNumber(_numbers.Right(number), out uint read) || read != number ? $"number {number}"
            : XenbusProtocol.TryParseNumber(wrong, out _) ? $"'{Encoding.Latin1.GetString(wrong)}' as a number" : null;
    }

    private string? Differs()
    {
        XenbusStates asked = (XenbusStates)_random.Next(1 << (int)States);
        bool isPeerIn = _peer.IsKnown && ((uint)asked >> _peer.State & 1) != 0;
        return _handshake.End != _end ? $"{_handshake.End} where {_end} was expected"
            : (uint)_handshake.Own != _own ? $"own state {_handshake.Own} where {_own} was expected"
            : (int)_handshake.Peer != _peer.State ? $"peer {_handshake.Peer} where {_peer.State} was expected"
            : _handshake.IsOwned != IsOwned ? $"owned: {_handshake.IsOwned}"
            : _handshake.IsMet != IsMet ? $"met: {_handshake.IsMet}, awaited {_awaited}, peer {_peer.State}"
            : _handshake.Deadline != (IsMet ? long.MaxValue : _deadline) ? $"deadline {_handshake.Deadline}"
            : _handshake.IsPeerIn(asked) != isPeerIn ? $"peer in {asked}: {!isPeerIn}" : null;
    }
}
