using System;
using System.Collections.Generic;
using System.Text;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A watch that keeps what it was told.</summary>
internal sealed class TestWatch(string path) : StoreWatch(path)
{
    internal List<string> Changed { get; } = [];

    internal StoreFault Fault { get; private set; }

    /// <inheritdoc/>
    protected internal override void OnChanged(ReadOnlySpan<byte> path) => Changed.Add(Encoding.Latin1.GetString(path));

    /// <inheritdoc/>
    protected internal override void OnClosed(StoreFault fault) => Fault = fault;
}
