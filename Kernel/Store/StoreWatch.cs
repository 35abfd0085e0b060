using System;

namespace XenGuest.Kernel;

/// <summary>Somebody who is to be told of changes at or below a path.</summary>
/// <remarks>
/// <see cref="StoreConnection.Add"/> gives it its token; then a request by <see cref="StoreRequest.Watch"/> makes xenstored send
/// events, the first at once. xenstored keeps no two events apart that it may as well send as one, and may send one for nothing.
/// </remarks>
public abstract class StoreWatch
{
    /// <summary>A watch that nobody has yet.</summary>
    /// <param name="path">The path: of a node that need not exist, or @introduceDomain or @releaseDomain.</param>
    protected StoreWatch(string path) => Path = path;

    /// <summary>What is watched.</summary>
    public string Path { get; }

    /// <summary>What the connection tells it by; 0 while it has none.</summary>
    public uint Token { get; internal set; }

    /// <summary>Whether xenstored has it: a restored domain watches again.</summary>
    internal bool IsSet { get; set; }

    /// <summary>Something has changed.</summary>
    /// <param name="path">What: <see cref="Path"/> or a path below it, checked; valid during the call.</param>
    /// <remarks>Context: inside <see cref="StoreConnection.Exchange"/>. It must not throw and not call that again.</remarks>
    protected internal abstract void OnChanged(ReadOnlySpan<byte> path);

    /// <summary>No event comes any more: the connection is over, or xenstored has refused to watch again.</summary>
    /// <param name="fault">Why.</param>
    /// <remarks>Context: as of <see cref="OnChanged"/>, or inside <see cref="StoreConnection.Close"/>.</remarks>
    protected internal abstract void OnClosed(StoreFault fault);
}
