using System;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>xenstored refused a request, or the connection to it is over.</summary>
public sealed class StoreException : Exception
{
    /// <summary>A request that failed.</summary>
    /// <param name="path">The path that it was about; empty where it was about none.</param>
    /// <param name="error">What was answered; <see cref="XenErrno.NotConnected"/> where the connection is over.</param>
    /// <param name="fault">Why the connection is over, or <see cref="StoreFault.None"/>.</param>
    public StoreException(string path, XenErrno error, StoreFault fault)
        : base($"xenstore {path}: {error} ({(int)error}){(fault == StoreFault.None ? "" : $", the connection is over: {fault}")}")
    {
        Path = path;
        Error = error;
        Fault = fault;
    }

    /// <summary>The path that the request was about; empty where it was about none.</summary>
    public string Path { get; }

    /// <summary>What was answered.</summary>
    public XenErrno Error { get; }

    /// <summary>Why the connection is over, or <see cref="StoreFault.None"/>.</summary>
    public StoreFault Fault { get; }
}
