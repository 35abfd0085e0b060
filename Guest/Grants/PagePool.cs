using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Pages that come back: the machine lends a page for good, so one that is free again is lent to the next.</summary>
/// <param name="source">Where pages come from when none is free.</param>
/// <remarks>
/// A page at which another domain's was mapped has lost its memory and can only be mapped at again: those are kept apart, as
/// windows. Context: whoever holds the lock of its owner.
/// </remarks>
internal sealed unsafe class PagePool(PageSource source)
{
    private readonly Stack<LentPage> _pages = new();
    private readonly Stack<LentPage> _windows = new();

    /// <summary>How many pages were taken from the machine so far.</summary>
    internal int Taken { get; private set; }

    /// <summary>How many of them are free, windows among them.</summary>
    internal int Free => _pages.Count + _windows.Count;

    /// <summary>A page full of zeros: what its last owner wrote is nobody's business.</summary>
    internal XenResult<LentPage> TakePage()
    {
        if (!_pages.TryPop(out LentPage page))
        {
            return TakeNew();
        }

        new Span<byte>(page.Address, GuestFrame.Size).Clear();
        return page;
    }

    /// <summary>A place to map another domain's page at.</summary>
    internal XenResult<LentPage> TakeWindow() => _windows.TryPop(out LentPage window) ? window : TakeNew();

    internal void ReturnPage(LentPage page) => _pages.Push(page);

    internal void ReturnWindow(LentPage window) => _windows.Push(window);

    private XenResult<LentPage> TakeNew()
    {
        XenResult<LentPage> page = source.Take();
        Taken += page.Succeeded ? 1 : 0;
        return page;
    }
}
