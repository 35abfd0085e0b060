using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The request by which a restored domain watches again what it watched before.</summary>
internal sealed class StoreRenewal(StoreConnection connection, StoreWatch watch) : StoreRequest
{
    /// <inheritdoc/>
    protected internal override void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer)
    {
        // Where the connection is over the watch was told of that.
        if (errno is not (XenErrno.None or XenErrno.NotConnected) && watch.Token != 0)
        {
            connection.Lose(watch);
        }
    }
}
