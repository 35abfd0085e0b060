using System;
using System.Diagnostics.CodeAnalysis;

namespace XenGuest.Hypercall;

/// <summary>Mistakes of the caller: they fail loudly, out of line, so that the right way stays short.</summary>
internal static class Misuse
{
    [DoesNotReturn]
    internal static T ValueOfAFailure<T>() =>
        throw new InvalidOperationException("The hypercall failed: it has an error and no value.");
}
