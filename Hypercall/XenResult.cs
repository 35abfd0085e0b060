using System;

namespace XenGuest.Hypercall;

/// <summary>Something Xen gave, or the reason why it did not.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly struct XenResult<T>
{
    private readonly T _value;

    /// <summary>A success.</summary>
    /// <param name="value">What Xen gave.</param>
    public XenResult(T value)
    {
        _value = value;
        Error = XenErrno.None;
    }

    /// <summary>A failure.</summary>
    /// <param name="error">Why; not <see cref="XenErrno.None"/>.</param>
    public XenResult(XenErrno error)
    {
        _value = default!;
        Error = error;
    }

    /// <summary>The error, or <see cref="XenErrno.None"/>.</summary>
    public XenErrno Error { get; }

    /// <summary>Whether there is a value.</summary>
    public bool Succeeded => Error == XenErrno.None;

    /// <summary>The value. Asking for it after an error is a mistake of the caller.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => Error == XenErrno.None ? _value : Misuse.ValueOfAFailure<T>();

    /// <summary>A success.</summary>
    /// <param name="value">What Xen gave.</param>
    public static implicit operator XenResult<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    /// <param name="error">Why.</param>
    public static implicit operator XenResult<T>(XenErrno error) => new(error);
}
