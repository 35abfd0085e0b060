using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>
/// A word of the guest's width (C's <c>xen_ulong_t</c>) in memory shared with Xen: the one place that knows widths.
/// </summary>
/// <typeparam name="TWord"><c>ulong</c> or <c>uint</c>, or <c>nuint</c> for the width of this code.</typeparam>
internal static unsafe class SharedWord<TWord>
    where TWord : unmanaged
{
    internal static SharedInfoLayout Layout => new(sizeof(TWord));

    internal static uint Bits => (uint)sizeof(TWord) * 8;

    /// <summary>A value as a word; of a narrower word the low part.</summary>
    internal static TWord From(ulong value) => *(TWord*)&value;

    internal static ulong Load(TWord* word) =>
        sizeof(TWord) == sizeof(ulong) ? Atomic.Load((ulong*)word) : Atomic.Load((uint*)word);

    internal static void Store(TWord* word, ulong value)
    {
        if (sizeof(TWord) == sizeof(ulong))
        {
            Atomic.Store((ulong*)word, value);
        }
        else
        {
            Atomic.Store((uint*)word, unchecked((uint)value));
        }
    }

    internal static ulong Exchange(TWord* word, ulong value) =>
        sizeof(TWord) == sizeof(ulong)
            ? Atomic.Exchange((ulong*)word, value)
            : Atomic.Exchange((uint*)word, unchecked((uint)value));
}
