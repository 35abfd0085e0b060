using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>A guest's pages on a modelled domain: its frames from one on, each lent once.</summary>
/// <param name="domain">The domain.</param>
/// <param name="first">The first frame to lend.</param>
public sealed unsafe class ModelPages(ModelDomain domain, GuestFrame first) : PageSource
{
    private long _last = (long)first.Value - 1;

    /// <inheritdoc/>
    public override XenResult<LentPage> Take()
    {
        GuestFrame frame = new((ulong)Interlocked.Increment(ref _last));
        if (frame.Value >= (ulong)domain.Shape.FrameCount)
        {
            return XenErrno.OutOfMemory;
        }

        return new LentPage(domain.Memory.AddressOf(frame), frame);
    }
}
