using System;
using XenGuest.Hypercall;

namespace XenGuest;

/// <summary>Xen, or the other side of a channel, refused an operation.</summary>
public sealed class XenException : Exception
{
    /// <summary>An operation that failed.</summary>
    /// <param name="operation">What was asked, in words.</param>
    /// <param name="error">What was answered.</param>
    public XenException(string operation, XenErrno error)
        : base($"{operation}: Xen answered {Name(error)} ({(int)error})")
    {
        Error = error;
    }

    /// <summary>What was answered.</summary>
    public XenErrno Error { get; }

    internal static void ThrowIfFailed(XenErrno error, string operation)
    {
        if (error != XenErrno.None)
        {
            throw new XenException(operation, error);
        }
    }

    internal static T ValueOrThrow<T>(XenResult<T> result, string operation)
    {
        ThrowIfFailed(result.Error, operation);
        return result.Value;
    }

    private static string Name(XenErrno error) => Enum.IsDefined(error) ? error.ToString() : "an unknown error";
}
