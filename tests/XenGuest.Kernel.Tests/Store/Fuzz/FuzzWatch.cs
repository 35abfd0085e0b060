using System;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>A watch of the fuzzer's.</summary>
internal sealed class FuzzWatch(string path) : StoreWatch(path)
{
    internal int Changes { get; private set; }

    /// <inheritdoc/>
    protected internal override void OnChanged(ReadOnlySpan<byte> path) => Changes++;

    /// <inheritdoc/>
    protected internal override void OnClosed(StoreFault fault)
    {
    }
}
