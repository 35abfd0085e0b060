// xen/include/public/io/xs_wire.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/io/xs_wire.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>What a message of xenstore is.</summary>
[XenConstants("io/xs_wire.h")]
public enum StoreMessageType : uint
{
    /// <summary>A command to the daemon itself.</summary>
    [XenConstant("XS_CONTROL")] Control = 0,

    /// <summary>The names of a node's children.</summary>
    [XenConstant("XS_DIRECTORY")] Directory = 1,

    /// <summary>A node's value.</summary>
    [XenConstant("XS_READ")] Read = 2,

    /// <summary>A node's permissions.</summary>
    [XenConstant("XS_GET_PERMS")] GetPermissions = 3,

    /// <summary>Asks to be told of changes.</summary>
    [XenConstant("XS_WATCH")] Watch = 4,

    /// <summary>Takes that back.</summary>
    [XenConstant("XS_UNWATCH")] Unwatch = 5,

    /// <summary>Begins a transaction.</summary>
    [XenConstant("XS_TRANSACTION_START")] TransactionStart = 6,

    /// <summary>Ends it, with or without effect.</summary>
    [XenConstant("XS_TRANSACTION_END")] TransactionEnd = 7,

    /// <summary>Tells the daemon of a domain.</summary>
    [XenConstant("XS_INTRODUCE")] Introduce = 8,

    /// <summary>Makes the daemon forget it.</summary>
    [XenConstant("XS_RELEASE")] Release = 9,

    /// <summary>The path of a domain's part of the tree.</summary>
    [XenConstant("XS_GET_DOMAIN_PATH")] GetDomainPath = 10,

    /// <summary>Sets a node's value; makes the node.</summary>
    [XenConstant("XS_WRITE")] Write = 11,

    /// <summary>Makes a node.</summary>
    [XenConstant("XS_MKDIR")] MakeDirectory = 12,

    /// <summary>Removes a node and all below it.</summary>
    [XenConstant("XS_RM")] Remove = 13,

    /// <summary>Sets a node's permissions.</summary>
    [XenConstant("XS_SET_PERMS")] SetPermissions = 14,

    /// <summary>From the daemon: something has changed.</summary>
    [XenConstant("XS_WATCH_EVENT")] WatchEvent = 15,

    /// <summary>From the daemon: the request failed.</summary>
    [XenConstant("XS_ERROR")] Error = 16,

    /// <summary>Whether the daemon knows a domain.</summary>
    [XenConstant("XS_IS_DOMAIN_INTRODUCED")] IsDomainIntroduced = 17,

    /// <summary>Tells the daemon that a domain goes on.</summary>
    [XenConstant("XS_RESUME")] Resume = 18,

    /// <summary>Gives a domain the rights of another.</summary>
    [XenConstant("XS_SET_TARGET")] SetTarget = 19,

    /// <summary>Takes all watches of this connection back.</summary>
    [XenConstant("XS_RESET_WATCHES")] ResetWatches = 21,

    /// <summary>A part of the names of a node's children.</summary>
    [XenConstant("XS_DIRECTORY_PART")] DirectoryPart = 22,
}

/// <summary>What begins a message; <see cref="Length"/> bytes follow.</summary>
[XenAbi("io/xs_wire.h", "xsd_sockmsg")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct XsdSockmsg
{
    /// <summary>What it is.</summary>
    [FieldOffset(0), XenField("type")] public StoreMessageType Type;

    /// <summary>Which request; the answer has the same.</summary>
    [FieldOffset(4), XenField("req_id")] public uint RequestId;

    /// <summary>The transaction, or 0.</summary>
    [FieldOffset(8), XenField("tx_id")] public uint TransactionId;

    /// <summary>How many bytes follow.</summary>
    [FieldOffset(12), XenField("len")] public uint Length;
}

/// <summary>The page that a domain shares with xenstored.</summary>
/// <remarks>The indices run on for ever; a byte stands at its index modulo the size of the ring. The domain writes
/// <see cref="Requests"/>, <see cref="RequestProducer"/> and <see cref="AnswerConsumer"/>, and <see cref="Connection"/> to ask
/// for a new connection; the daemon the rest.</remarks>
[XenAbi("io/xs_wire.h", "xenstore_domain_interface")]
[XenConstants("io/xs_wire.h")]
[StructLayout(LayoutKind.Explicit, Size = 2076)]
public unsafe struct XenstoreDomainInterface
{
    /// <summary>The size of each ring, in bytes.</summary>
    [XenConstant("XENSTORE_RING_SIZE")] public const int RingSize = 1024;

    /// <summary>The most bytes that may follow a message's header.</summary>
    [XenConstant("XENSTORE_PAYLOAD_MAX")] public const int MostPayload = 4096;

    /// <summary>The most characters of a path that begins with a slash.</summary>
    [XenConstant("XENSTORE_ABS_PATH_MAX")] public const int MostAbsolutePath = 3072;

    /// <summary>The most characters of any other path.</summary>
    [XenConstant("XENSTORE_REL_PATH_MAX")] public const int MostRelativePath = 2048;

    /// <summary>Bit of <see cref="ServerFeatures"/>: a new connection can be asked for.</summary>
    [XenConstant("XENSTORE_SERVER_FEATURE_RECONNECTION")] public const uint FeatureReconnection = 1;

    /// <summary>Bit of <see cref="ServerFeatures"/>: <see cref="Error"/> is there.</summary>
    [XenConstant("XENSTORE_SERVER_FEATURE_ERROR")] public const uint FeatureError = 2;

    /// <summary>Value of <see cref="Connection"/>: all is well.</summary>
    [XenConstant("XENSTORE_CONNECTED")] public const uint Connected = 0;

    /// <summary>Value of <see cref="Connection"/>: a new connection is being made.</summary>
    [XenConstant("XENSTORE_RECONNECT")] public const uint Reconnecting = 1;

    /// <summary>Value of <see cref="Error"/>: none.</summary>
    [XenConstant("XENSTORE_ERROR_NONE")] public const uint ErrorNone = 0;

    /// <summary>Value of <see cref="Error"/>: communication failed.</summary>
    [XenConstant("XENSTORE_ERROR_COMM")] public const uint ErrorCommunication = 1;

    /// <summary>Value of <see cref="Error"/>: an index of the domain made no sense.</summary>
    [XenConstant("XENSTORE_ERROR_RINGIDX")] public const uint ErrorRingIndex = 2;

    /// <summary>Value of <see cref="Error"/>: a payload was too long.</summary>
    [XenConstant("XENSTORE_ERROR_PROTO")] public const uint ErrorProtocol = 3;

    /// <summary>Requests to the daemon.</summary>
    [FieldOffset(0), XenField("req")] public fixed byte Requests[RingSize];

    /// <summary>Its answers, and its watch events.</summary>
    [FieldOffset(1024), XenField("rsp")] public fixed byte Answers[RingSize];

    /// <summary>How many bytes of requests the daemon has taken.</summary>
    [FieldOffset(2048), XenField("req_cons")] public uint RequestConsumer;

    /// <summary>How many the domain has written.</summary>
    [FieldOffset(2052), XenField("req_prod")] public uint RequestProducer;

    /// <summary>How many bytes of answers the domain has taken.</summary>
    [FieldOffset(2056), XenField("rsp_cons")] public uint AnswerConsumer;

    /// <summary>How many the daemon has written.</summary>
    [FieldOffset(2060), XenField("rsp_prod")] public uint AnswerProducer;

    /// <summary>What the daemon offers.</summary>
    [FieldOffset(2064), XenField("server_features")] public uint ServerFeatures;

    /// <summary>The state of the connection.</summary>
    [FieldOffset(2068), XenField("connection")] public uint Connection;

    /// <summary>What the daemon complains of.</summary>
    [FieldOffset(2072), XenField("error")] public uint Error;
}
