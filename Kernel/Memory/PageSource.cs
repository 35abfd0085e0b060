using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Where the kernel gets pages to share with Xen: the host has them.</summary>
public abstract class PageSource
{
    /// <summary>Takes a page for good.</summary>
    /// <returns>A page full of zeros; or <see cref="XenErrno.OutOfMemory"/>: there is none.</returns>
    /// <remarks>Context: any thread.</remarks>
    public abstract XenResult<LentPage> Take();
}
