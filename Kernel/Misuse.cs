using System;
using System.Diagnostics.CodeAnalysis;

namespace XenGuest.Kernel;

/// <summary>Mistakes of the caller: they fail loudly, out of line, so that the right way stays short.</summary>
internal static class Misuse
{
    [DoesNotReturn]
    internal static void DispatchEnteredTwice() =>
        throw new InvalidOperationException("Dispatch runs already: a vCPU has one event thread, and a handler must not dispatch.");

    [DoesNotReturn]
    internal static void RequestIsPending() =>
        throw new InvalidOperationException("The request was started and has not ended.");

    [DoesNotReturn]
    internal static void RingEntryTooLarge() =>
        throw new InvalidOperationException("An entry of the ring does not fit into a page.");
}
