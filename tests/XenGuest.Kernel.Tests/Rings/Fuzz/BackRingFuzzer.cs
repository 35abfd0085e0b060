using System;
using System.Runtime.InteropServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A backend's end against a frontend that keeps the rules, or breaks one, and scribbles where it likes.</summary>
internal sealed unsafe class BackRingFuzzer<TRequest, TResponse>
    where TRequest : unmanaged
    where TResponse : unmanaged
{
    private readonly Random _random;
    private readonly FuzzRingPage _page;
    private readonly BackRing<TRequest, TResponse> _ring;
    private uint _taken;
    private uint _written;
    private uint _published;
    private uint _claimed;
    private RingFault _fault;

    /// <summary>Takes over a ring in which a frontend has left requests, at any index.</summary>
    internal BackRingFuzzer(Random random, FuzzRingPage page, uint start)
    {
        _random = random;
        _page = page;
        _page.ResponseProducer = start;
        _taken = _written = _published = start;
        Ask();
        _ring = new BackRing<TRequest, TResponse>(page.Address);
    }

    /// <summary>What is wrong with a ring that was taken over, or null.</summary>
    internal string? FindWrongBeginning() => _ring.Size != _page.Count ? $"{_ring.Size} entries" : null;

    /// <summary>One thing happens, and what must follow is asked for.</summary>
    /// <returns>What is wrong, or null.</returns>
    internal string? Step() => (_random.Next(12) switch
    {
        0 or 1 or 2 => Take(),
        3 => Rest(),
        4 or 5 or 6 => Put(),
        7 => Publish(),
        8 => Scribble(),
        9 when _random.Next(4) == 0 => Lie(),
        _ => Ask(),
    }) ?? Differs();

    private string? Take()
    {
        Judge();
        bool hasRequest = _fault == RingFault.None && _claimed != _taken;
        byte[] expected = _page.Entry(_taken)[..sizeof(TRequest)].ToArray();
        if (_ring.TryTake(out TRequest request) != hasRequest)
        {
            return $"taking: {!hasRequest}";
        }

        // What was taken cannot be changed any more.
        _random.NextBytes(_page.Entry(_taken));
        _taken = unchecked(_taken + (hasRequest ? 1u : 0u));
        return !hasRequest || MemoryMarshal.AsBytes(new Span<TRequest>(ref request)).SequenceEqual(expected) ? null : "another request";
    }

    private string? Rest()
    {
        Judge();
        bool mayRest = _fault != RingFault.None || _claimed == _taken;
        uint wanted = mayRest ? unchecked(_taken + 1) : _page.RequestEvent;
        return _ring.TryRest() != mayRest ? $"resting: {!mayRest}"
            : _page.RequestEvent != wanted ? $"an event asked for at {_page.RequestEvent} instead of {wanted}" : null;
    }

    private string? Put()
    {
        bool mayPut = _fault == RingFault.None && _taken != _written;
        TResponse response = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<TResponse>(ref response));
        _random.NextBytes(bytes);
        if (_ring.TryPut(response) != mayPut)
        {
            return $"putting: {!mayPut}";
        }

        bool isThere = !mayPut || _page.Entry(_written)[..bytes.Length].SequenceEqual(bytes);
        _written = unchecked(_written + (mayPut ? 1u : 0u));
        return isThere ? null : "a response is not in its place";
    }

    private string? Publish()
    {
        bool isNew = _fault == RingFault.None && _published != _written;
        bool mustTell = isNew && FuzzRingPage.IsWanted(_page.ResponseEvent, _published, _written);
        uint seen = isNew ? _written : _page.ResponseProducer;
        bool tells = _ring.Publish();
        _published = _fault == RingFault.None ? _written : _published;
        return tells != mustTell ? $"telling: {tells}" : _page.ResponseProducer != seen ? $"responses up to {_page.ResponseProducer} instead of {seen}" : null;
    }

    /// <summary>The frontend asks for as much as there is room for, or takes back what was not taken yet: nobody can know.</summary>
    private string? Ask()
    {
        Claim(unchecked(_taken + (uint)_random.Next((int)Room + 1)));
        return null;
    }

    private string? Lie()
    {
        uint most = uint.MaxValue - Room;
        uint beyond = _random.Next(4) switch
        {
            0 => 0,
            1 => most - 1,
            2 => (uint)_random.NextInt64(most),
            _ => (uint)_random.Next(2 * _page.Count),
        };
        Claim(unchecked(_taken + Room + 1 + beyond));
        return null;
    }

    /// <summary>How many more requests there can be than were taken: a place is free again when its response has been published.</summary>
    private uint Room => (uint)_page.Count - unchecked(_taken - _published);

    private void Claim(uint producer) => _page.RequestProducer = _claimed = producer;

    private string? Scribble()
    {
        _random.NextBytes(_page.Entry((uint)_random.Next(_page.Count)));
        _page.RequestEvent = (uint)_random.Next();
        _page.ResponseProducer = unchecked((uint)_random.Next(int.MinValue, int.MaxValue));
        _page.ResponseEvent = _random.Next(8) == 0 ? (uint)_random.Next() : unchecked(_published + (uint)_random.Next(-2, 6));
        return null;
    }

    /// <summary>This end looks at the index, and sees what there is to see; what it has seen once it keeps.</summary>
    private void Judge()
    {
        bool isPossible = unchecked(_claimed - _taken) <= Room;
        _fault = _fault == RingFault.None && isPossible ? RingFault.None : RingFault.RequestProducer;
    }

    private string? Differs()
    {
        int pending = (int)unchecked(_taken - _written);
        return _ring.Fault != _fault ? $"{_ring.Fault} where {_fault} was expected"
            : _ring.Pending != pending ? $"{_ring.Pending} pending where {pending} were expected" : null;
    }
}
