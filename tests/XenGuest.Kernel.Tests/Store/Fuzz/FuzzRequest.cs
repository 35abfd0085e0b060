using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>A request of the fuzzer's.</summary>
internal sealed class FuzzRequest : StoreRequest
{
    internal int Completions { get; private set; }

    internal XenErrno Errno { get; private set; }

    internal byte[] Answer { get; private set; } = [];

    /// <inheritdoc/>
    protected internal override void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer)
    {
        Completions++;
        Errno = errno;
        Answer = answer.ToArray();
    }
}
