using System;
using System.Runtime.InteropServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A frontend's end against a backend that keeps the rules, or breaks one, and scribbles where it likes.</summary>
internal sealed unsafe class FrontRingFuzzer<TRequest, TResponse>
    where TRequest : unmanaged
    where TResponse : unmanaged
{
    private readonly Random _random;
    private readonly FuzzRingPage _page;
    private readonly FrontRing<TRequest, TResponse> _ring;
    private readonly uint _start;
    private uint _written;
    private uint _published;
    private uint _taken;
    private uint _claimed;
    private RingFault _fault;

    /// <summary>Makes the ring at an index.</summary>
    internal FrontRingFuzzer(Random random, FuzzRingPage page, uint start)
    {
        _random = random;
        _page = page;
        _ring = new FrontRing<TRequest, TResponse>(page.Address, start);
        _start = _written = _published = _taken = _claimed = start;
    }

    /// <summary>What is wrong with a new ring, or null.</summary>
    internal string? FindWrongBeginning() =>
        _page.RequestProducer != _start || _page.ResponseProducer != _start || _page.RequestEvent != unchecked(_start + 1) || _page.ResponseEvent != unchecked(_start + 1)
            ? "the indices of a new ring" : _ring.Size != _page.Count ? $"{_ring.Size} entries" : null;

    /// <summary>One thing happens, and what must follow is asked for.</summary>
    /// <returns>What is wrong, or null.</returns>
    internal string? Step() => (_random.Next(10) switch
    {
        0 or 1 or 2 => Put(),
        3 => Publish(),
        4 or 5 => Take(),
        6 => Rest(),
        7 => Scribble(),
        8 when _random.Next(4) == 0 => Lie(),
        _ => Answer(),
    }) ?? Differs();

    private string? Put()
    {
        bool hasRoom = _fault == RingFault.None && unchecked(_written - _taken) < _page.Count;
        TRequest request = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<TRequest>(ref request));
        _random.NextBytes(bytes);
        if (_ring.TryPut(request) != hasRoom)
        {
            return $"putting: {!hasRoom}";
        }

        bool isThere = !hasRoom || _page.Entry(_written)[..bytes.Length].SequenceEqual(bytes);
        _written = unchecked(_written + (hasRoom ? 1u : 0u));
        return isThere ? null : "a request is not in its place";
    }

    private string? Publish()
    {
        bool isNew = _fault == RingFault.None && _published != _written;
        bool mustTell = isNew && FuzzRingPage.IsWanted(_page.RequestEvent, _published, _written);
        uint seen = isNew ? _written : _page.RequestProducer;
        bool tells = _ring.Publish();
        _published = _fault == RingFault.None ? _written : _published;
        return tells != mustTell ? $"telling: {tells}" : _page.RequestProducer != seen ? $"requests up to {_page.RequestProducer} instead of {seen}" : null;
    }

    private string? Take()
    {
        Judge();
        bool hasResponse = _fault == RingFault.None && _claimed != _taken;
        byte[] expected = _page.Entry(_taken)[..sizeof(TResponse)].ToArray();
        if (_ring.TryTake(out TResponse response) != hasResponse)
        {
            return $"taking: {!hasResponse}";
        }

        // What was taken cannot be changed any more.
        _random.NextBytes(_page.Entry(_taken));
        _taken = unchecked(_taken + (hasResponse ? 1u : 0u));
        return !hasResponse || MemoryMarshal.AsBytes(new Span<TResponse>(ref response)).SequenceEqual(expected) ? null : "another response";
    }

    private string? Rest()
    {
        Judge();
        bool mayRest = _fault != RingFault.None || _claimed == _taken;
        uint wanted = mayRest ? unchecked(_taken + 1) : _page.ResponseEvent;
        return _ring.TryRest() != mayRest ? $"resting: {!mayRest}"
            : _page.ResponseEvent != wanted ? $"an event asked for at {_page.ResponseEvent} instead of {wanted}" : null;
    }

    /// <summary>The backend answers as many as it was given, or takes back what was not taken yet: nobody can know.</summary>
    private string? Answer()
    {
        Claim(unchecked(_taken + (uint)_random.Next((int)unchecked(_published - _taken) + 1)));
        return null;
    }

    private string? Lie()
    {
        uint most = uint.MaxValue - unchecked(_published - _taken);
        uint beyond = _random.Next(4) switch
        {
            0 => 0,
            1 => most - 1,
            2 => (uint)_random.NextInt64(most),
            _ => (uint)_random.Next(2 * _page.Count),
        };
        Claim(unchecked(_published + 1 + beyond));
        return null;
    }

    private void Claim(uint producer) => _page.ResponseProducer = _claimed = producer;

    private string? Scribble()
    {
        _random.NextBytes(_page.Entry((uint)_random.Next(_page.Count)));
        _page.ResponseEvent = (uint)_random.Next();
        _page.RequestProducer = unchecked((uint)_random.Next(int.MinValue, int.MaxValue));
        _page.RequestEvent = _random.Next(8) == 0 ? (uint)_random.Next() : unchecked(_published + (uint)_random.Next(-2, 6));
        return null;
    }

    /// <summary>This end looks at the index, and sees what there is to see; what it has seen once it keeps.</summary>
    private void Judge()
    {
        bool isPossible = unchecked(_claimed - _taken) <= unchecked(_published - _taken);
        _fault = _fault == RingFault.None && isPossible ? RingFault.None : RingFault.ResponseProducer;
    }

    private string? Differs()
    {
        int pending = (int)unchecked(_written - _taken);
        int free = _fault == RingFault.None ? _page.Count - pending : 0;
        return _ring.Fault != _fault ? $"{_ring.Fault} where {_fault} was expected"
            : _ring.Pending != pending || _ring.Free != free ? $"{_ring.Pending} pending, {_ring.Free} free, where {pending} and {free} were expected" : null;
    }
}
