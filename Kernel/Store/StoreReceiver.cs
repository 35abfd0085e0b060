using System;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Puts the messages of xenstored together from the pieces in which they come.</summary>
internal sealed class StoreReceiver
{
    private readonly byte[] _header = new byte[StoreRequest.HeaderSize];
    private readonly byte[] _payload = new byte[XenstoreDomainInterface.MostPayload];
    private int _received;

    /// <summary>Whether the header announces more than a message may have: nothing behind it can be read.</summary>
    internal bool IsOversize => HasHeader && Header.Length > XenstoreDomainInterface.MostPayload;

    internal bool IsComplete => HasHeader && !IsOversize && _received - StoreRequest.HeaderSize == (int)Header.Length;

    /// <summary>The payload of a message that is complete.</summary>
    internal ReadOnlySpan<byte> Payload => new(_payload, 0, (int)Header.Length);

    internal XsdSockmsg Header => new()
    {
        Type = (StoreMessageType)Word(0),
        RequestId = Word(1),
        TransactionId = Word(2),
        Length = Word(3),
    };

    private bool HasHeader => _received >= StoreRequest.HeaderSize;

    /// <summary>Takes what there is of the message, and nothing behind it.</summary>
    /// <returns>How many bytes there were.</returns>
    internal int Take(StoreRing ring)
    {
        int count = 0;
        if (!HasHeader)
        {
            count = ring.Take(new Span<byte>(_header, _received, StoreRequest.HeaderSize - _received));
            _received += count;
        }

        if (HasHeader && !IsOversize)
        {
            int start = _received - StoreRequest.HeaderSize;
            int more = ring.Take(new Span<byte>(_payload, start, (int)Header.Length - start));
            _received += more;
            count += more;
        }

        return count;
    }

    /// <summary>The message is done with: the next begins.</summary>
    internal void Clear() => _received = 0;

    private uint Word(int index)
    {
        int at = index * sizeof(uint);
        return _header[at] | ((uint)_header[at + 1] << 8) | ((uint)_header[at + 2] << 16) | ((uint)_header[at + 3] << 24);
    }
}
