using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The names of a node's children, however many: put together of parts, all of the same state of the node.</summary>
/// <remarks>
/// Whoever lists a node prepares a request by <see cref="StoreRequest.DirectoryPart"/> with <see cref="Offset"/>, gives its
/// answer to <see cref="Add"/>, and goes on until that says that it is complete. A node that changes between two parts is listed
/// from its beginning again, <see cref="MostRestarts"/> times at most. The memory for names grows with them, up to
/// <see cref="MostBytes"/>.
/// </remarks>
public sealed class DirectoryListing
{
    /// <summary>The most bytes of names, their ends included: more than any quota lets a domain have.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>How often a listing begins again because the node has changed.</summary>
    public const int MostRestarts = 16;

    /// <summary>The most digits of a generation, which has 64 bits.</summary>
    internal const int MostGenerationDigits = 20;

    private readonly byte[] _generation = new byte[MostGenerationDigits];
    private byte[] _names = new byte[256];
    private int _generationLength;
    private int _length;
    private int _restarts;

    /// <summary>Where the next part begins, in bytes.</summary>
    public uint Offset => (uint)_length;

    /// <summary>What there is of the names; for <see cref="StoreStrings"/>.</summary>
    public ReadOnlySpan<byte> Names => new(_names, 0, _length);

    /// <summary>Forgets all: another listing begins.</summary>
    public void Clear()
    {
        _length = 0;
        _restarts = 0;
    }

    /// <summary>Takes a part.</summary>
    /// <param name="answer">The answer to a request for the part at <see cref="Offset"/>.</param>
    /// <returns><see cref="XenErrno.None"/>: complete;
    /// <see cref="XenErrno.TryAgain"/>: ask for the part at <see cref="Offset"/> next;
    /// <see cref="XenErrno.Busy"/>: the node has changed too often meanwhile;
    /// <see cref="XenErrno.TooBig"/>: more than <see cref="MostBytes"/>.</returns>
    public XenErrno Add(ReadOnlySpan<byte> answer)
    {
        StoreStrings texts = new(answer);
        texts.MoveNext();
        ReadOnlySpan<byte> generation = texts.Current;
        bool isFirst = _length == 0;
        if (!isFirst && !generation.SequenceEqual(new ReadOnlySpan<byte>(_generation, 0, _generationLength)))
        {
            _length = 0;
            return ++_restarts > MostRestarts ? XenErrno.Busy : XenErrno.TryAgain;
        }

        generation.CopyTo(_generation);
        _generationLength = generation.Length;

        // The empty text at the end of all leaves two zero bytes there, or one where there are no names.
        ReadOnlySpan<byte> names = answer.Slice(generation.Length + 1);
        bool isLast = names.Length == 1 || names[names.Length - 2] == 0;
        return Append(isLast ? names.Slice(0, names.Length - 1) : names) ?? (isLast ? XenErrno.None : XenErrno.TryAgain);
    }

    private XenErrno? Append(ReadOnlySpan<byte> names)
    {
        int length = _length + names.Length;
        if (length > MostBytes)
        {
            return XenErrno.TooBig;
        }

        if (length > _names.Length)
        {
            byte[] larger = new byte[length * 2];
            Names.CopyTo(larger);
            _names = larger;
        }

        names.CopyTo(new Span<byte>(_names, _length, names.Length));
        _length = length;
        return null;
    }
}
