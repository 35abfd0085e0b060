namespace XenGuest.Kernel;

/// <summary>Why a connection to xenstore is over.</summary>
public enum StoreFault
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Its owner closed it.</summary>
    Closed,

    /// <summary>The daemon's index of requests claims more than was written.</summary>
    RequestIndex,

    /// <summary>The daemon's index of answers claims more than the ring holds.</summary>
    AnswerIndex,

    /// <summary>A message is longer than any may be.</summary>
    Oversize,

    /// <summary>An answer to a request that does not wait for one: unknown, answered before, or not sent yet.</summary>
    UnknownRequest,

    /// <summary>An answer of another type than its request.</summary>
    WrongType,

    /// <summary>An answer that is not what its type says: a list or a text without its end, a number that is none.</summary>
    MalformedAnswer,

    /// <summary>An error without a text, or whose text has no end.</summary>
    MalformedError,

    /// <summary>A watch event that is not a path and a token.</summary>
    MalformedEvent,

    /// <summary>A watch event whose path is not at or below the one that is watched.</summary>
    ForeignEvent,

    /// <summary>Of a watch only: the domain was restored, and xenstored refused to watch again.</summary>
    WatchLost,

    /// <summary>The daemon says that communication failed.</summary>
    DaemonCommunication,

    /// <summary>The daemon says that an index of this domain makes no sense.</summary>
    DaemonRingIndex,

    /// <summary>The daemon says that this domain's messages are too long.</summary>
    DaemonProtocol,

    /// <summary>The daemon says something else is wrong, by a number without a name.</summary>
    DaemonUnknown,
}
