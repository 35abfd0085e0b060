using System;
using System.Text;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A request that keeps how it ended.</summary>
internal sealed class TestRequest : StoreRequest
{
    /// <summary>How often it ended.</summary>
    internal int Completions { get; private set; }

    internal XenErrno Errno { get; private set; }

    internal byte[] Answer { get; private set; } = [];

    /// <summary>What else is done when it ends.</summary>
    internal Action<TestRequest>? Then { get; set; }

    internal string Text => Encoding.Latin1.GetString(Answer);

    /// <inheritdoc/>
    protected internal override void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer)
    {
        Assert.False(IsPending);
        Completions++;
        Errno = errno;
        Answer = answer.ToArray();
        Then?.Invoke(this);
    }
}
