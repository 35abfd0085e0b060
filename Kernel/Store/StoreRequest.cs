using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>A request to xenstored. One object makes any number of them, one after the other.</summary>
/// <remarks>
/// A method named for an operation prepares the message and checks what the caller gave; <see cref="StoreConnection.Submit"/>
/// starts it; <see cref="OnCompleted"/> ends it, exactly once. Until then nothing may be prepared.
/// Each of these methods returns <see cref="XenErrno.None"/>, or, with nothing prepared, what <see cref="StorePath.Check"/> says of
/// the path or <see cref="XenErrno.TooBig"/>: what is to be sent has more than 4096 bytes.
/// Context: one thread at a time. Nothing allocates after the constructor.
/// </remarks>
public abstract class StoreRequest
{
    internal const int HeaderSize = 16;

    private const int TypeOffset = 0;
    private const int IdOffset = 4;
    private const int TransactionOffset = 8;
    private const int LengthOffset = 12;

    private readonly byte[] _message = new byte[HeaderSize + XenstoreDomainInterface.MostPayload];
    private int _length;
    private bool _isTooBig;

    /// <summary>What was prepared last.</summary>
    public StoreMessageType Type { get; private set; }

    /// <summary>Whether it was started and has not ended.</summary>
    public bool IsPending { get; internal set; }

    internal StoreRequest? Next { get; set; }

    internal uint Id { get; private set; }

    internal StoreTransactionId Transaction { get; private set; }

    /// <summary>The watch that was prepared last, of a request of that type.</summary>
    internal StoreWatch? Watched { get; private set; }

    internal ReadOnlySpan<byte> Message => new(_message, 0, _length);

    /// <summary>Prepares reading a node's value. The answer is the value.</summary>
    /// <param name="path">The node.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: ENOENT, EACCES.</returns>
    public XenErrno Read(string path, StoreTransactionId transaction) => OfPath(StoreMessageType.Read, path, transaction);

    /// <summary>Prepares setting a node's value. The node, and those above it, are made where there are none.</summary>
    /// <param name="path">The node.</param>
    /// <param name="value">Its value: any bytes. xenstored takes no more than 2048 in most set-ups.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: EACCES, ENOSPC (a quota).</returns>
    public XenErrno Write(string path, ReadOnlySpan<byte> value, StoreTransactionId transaction)
    {
        Begin(StoreMessageType.Write, transaction);
        AddText(path);
        AddBytes(value);
        return End(StorePath.Check(path));
    }

    /// <summary>Prepares making a node without a value; one that is there stays as it is.</summary>
    /// <param name="path">The node.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: EACCES, ENOSPC (a quota).</returns>
    public XenErrno MakeDirectory(string path, StoreTransactionId transaction) =>
        OfPath(StoreMessageType.MakeDirectory, path, transaction);

    /// <summary>Prepares removing a node and all below it. One that is not there may be removed if the one above it is there.</summary>
    /// <param name="path">The node.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: EINVAL (the root), ENOENT, EACCES.</returns>
    public XenErrno Remove(string path, StoreTransactionId transaction) => OfPath(StoreMessageType.Remove, path, transaction);

    /// <summary>Prepares listing a node's children. The answer is their names, for <see cref="StoreStrings"/>.</summary>
    /// <param name="path">The node.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: ENOENT, EACCES, E2BIG (use <see cref="DirectoryPart"/>).</returns>
    public XenErrno Directory(string path, StoreTransactionId transaction) =>
        OfPath(StoreMessageType.Directory, path, transaction);

    /// <summary>Prepares listing a part of a node's children. The answer is for <see cref="DirectoryListing.Add"/>.</summary>
    /// <param name="path">The node.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: ENOENT, EACCES, ENOSYS or EINVAL (it knows no parts).</returns>
    public XenErrno DirectoryPart(string path, uint offset, StoreTransactionId transaction)
    {
        Begin(StoreMessageType.DirectoryPart, transaction);
        AddText(path);
        AddNumber(offset);
        return End(StorePath.Check(path));
    }

    /// <summary>Prepares asking for a node's permissions. The answer is for <see cref="StorePermission.TryParse"/>, each text.</summary>
    /// <param name="path">The node.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class. xenstored: ENOENT, EACCES.</returns>
    public XenErrno GetPermissions(string path, StoreTransactionId transaction) =>
        OfPath(StoreMessageType.GetPermissions, path, transaction);

    /// <summary>Prepares setting a node's permissions. Its owner may, and keeps it.</summary>
    /// <param name="path">The node.</param>
    /// <param name="permissions">All of them, the owner's first.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <returns>As said at the class; <see cref="XenErrno.InvalidArgument"/> also: none at all. xenstored: ENOENT, EACCES, EPERM
    /// (another owner), ENOSPC (a quota).</returns>
    public XenErrno SetPermissions(string path, ReadOnlySpan<StorePermission> permissions, StoreTransactionId transaction)
    {
        Begin(StoreMessageType.SetPermissions, transaction);
        AddText(path);
        for (int i = 0; i < permissions.Length; i++)
        {
            AddByte((byte)permissions[i].Access);
            AddNumber(permissions[i].Domain.Value);
        }

        return End(permissions.Length == 0 ? XenErrno.InvalidArgument : StorePath.Check(path));
    }

    /// <summary>Prepares beginning a transaction. The answer is for <see cref="ReadTransaction"/>.</summary>
    /// <returns>As said at the class. xenstored: ENOSPC (too many).</returns>
    public XenErrno StartTransaction()
    {
        Begin(StoreMessageType.TransactionStart, default);
        AddByte(0);
        return End(XenErrno.None);
    }

    /// <summary>Prepares ending a transaction so that all it did happens at once.</summary>
    /// <param name="transaction">Which.</param>
    /// <returns>As said at the class. xenstored: EAGAIN (something it looked at has changed: nothing of it happens), ENOENT.</returns>
    public XenErrno CommitTransaction(StoreTransactionId transaction) => EndTransaction(transaction, "T");

    /// <summary>Prepares ending a transaction so that nothing of it happens.</summary>
    /// <param name="transaction">Which.</param>
    /// <returns>As said at the class. xenstored: ENOENT.</returns>
    public XenErrno AbortTransaction(StoreTransactionId transaction) => EndTransaction(transaction, "F");

    /// <summary>Prepares a watch.</summary>
    /// <param name="watch">It was added to the connection before.</param>
    /// <returns>As said at the class. xenstored: E2BIG (too many), EEXIST.</returns>
    public XenErrno Watch(StoreWatch watch) => OfWatch(StoreMessageType.Watch, watch);

    /// <summary>Prepares taking a watch back; events that are on their way come nevertheless.</summary>
    /// <param name="watch">It has its token still.</param>
    /// <returns>As said at the class. xenstored: ENOENT.</returns>
    public XenErrno Unwatch(StoreWatch watch) => OfWatch(StoreMessageType.Unwatch, watch);

    /// <summary>Prepares taking back all watches of this domain, those of whoever ran in it before included.</summary>
    /// <returns>As said at the class. xenstored: ENOSYS (an old one).</returns>
    /// <remarks>xenstored ends the domain's transactions with it.</remarks>
    public XenErrno ResetWatches()
    {
        Begin(StoreMessageType.ResetWatches, default);
        AddByte(0);
        return End(XenErrno.None);
    }

    /// <summary>Prepares asking for the path of a domain's part of the tree. The answer is one text.</summary>
    /// <param name="domain">The domain; it need not exist.</param>
    /// <returns>As said at the class.</returns>
    public XenErrno GetDomainPath(DomainId domain) => OfDomain(StoreMessageType.GetDomainPath, domain);

    /// <summary>Prepares asking whether xenstored knows a domain. The answer begins with T or F.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns>As said at the class. xenstored: EACCES where only privileged domains may ask.</returns>
    public XenErrno IsDomainIntroduced(DomainId domain) => OfDomain(StoreMessageType.IsDomainIntroduced, domain);

    /// <summary>The transaction that an answer to <see cref="StartTransaction"/> names.</summary>
    /// <param name="answer">The answer, as <see cref="OnCompleted"/> got it.</param>
    /// <param name="generation">What <see cref="StoreConnection.Generation"/> was when it was asked for, or before.</param>
    /// <returns>The transaction.</returns>
    public static StoreTransactionId ReadTransaction(ReadOnlySpan<byte> answer, uint generation) =>
        StoreNumber.TryParse(answer.Slice(0, answer.Length - 1), out uint id) ? new StoreTransactionId(id, generation) : default;

    /// <summary>The request has ended.</summary>
    /// <param name="errno"><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotConnected"/>: the connection is over, <see cref="StoreConnection.Fault"/> says why, and whether
    /// xenstored did what was asked is not known;
    /// <see cref="XenErrno.TryAgain"/>: something that the transaction looked at has changed, or the domain was restored meanwhile and
    /// the transaction is gone: nothing of it happened;
    /// <see cref="XenErrno.BadMessage"/>: xenstored answered an error that has no name here;
    /// otherwise the error that it answered.</param>
    /// <param name="answer">The answer, checked against the request's type; empty after an error. Valid during the call.</param>
    /// <remarks>
    /// Context: inside <see cref="StoreConnection.Exchange"/> or <see cref="StoreConnection.Close"/>. It must not throw, and may
    /// prepare and submit this and other requests, but not call those two.
    /// </remarks>
    protected internal abstract void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer);

    internal void AssignId(uint id)
    {
        Id = id;
        PutWord(IdOffset, id);
    }

    private XenErrno OfPath(StoreMessageType type, string path, StoreTransactionId transaction)
    {
        Begin(type, transaction);
        AddText(path);
        return End(StorePath.Check(path));
    }

    private XenErrno OfDomain(StoreMessageType type, DomainId domain)
    {
        Begin(type, default);
        AddNumber(domain.Value);
        return End(XenErrno.None);
    }

    private XenErrno OfWatch(StoreMessageType type, StoreWatch watch)
    {
        Begin(type, default);
        AddText(watch.Path);
        AddNumber(watch.Token);
        Watched = watch;
        return End(StorePath.Check(watch.Path));
    }

    private XenErrno EndTransaction(StoreTransactionId transaction, string outcome)
    {
        Begin(StoreMessageType.TransactionEnd, transaction);
        AddText(outcome);
        return End(XenErrno.None);
    }

    private void Begin(StoreMessageType type, StoreTransactionId transaction)
    {
        if (IsPending)
        {
            Misuse.RequestIsPending();
        }

        Type = type;
        Transaction = transaction;
        Watched = null;
        _length = HeaderSize;
        _isTooBig = false;
        PutWord(TypeOffset, (uint)type);
        PutWord(TransactionOffset, transaction.Value);
    }

    /// <summary>Ends the preparation; a message that must not be sent is empty.</summary>
    private XenErrno End(XenErrno error)
    {
        error = error == XenErrno.None && _isTooBig ? XenErrno.TooBig : error;
        PutWord(LengthOffset, (uint)(_length - HeaderSize));
        _length = error == XenErrno.None ? _length : 0;
        return error;
    }

    private void AddText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            AddByte((byte)text[i]);
        }

        AddByte(0);
    }

    private void AddNumber(uint number)
    {
        if (_message.Length - _length <= StoreNumber.MostDigits)
        {
            _isTooBig = true;
            return;
        }

        _length += StoreNumber.Format(number, new Span<byte>(_message, _length, StoreNumber.MostDigits));
        AddByte(0);
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            AddByte(bytes[i]);
        }
    }

    private void AddByte(byte value)
    {
        _isTooBig |= _length == _message.Length;
        if (!_isTooBig)
        {
            _message[_length++] = value;
        }
    }

    private void PutWord(int offset, uint word)
    {
        for (int i = 0; i < sizeof(uint); i++)
        {
            _message[offset + i] = unchecked((byte)(word >> (8 * i)));
        }
    }
}
