using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>Xen's own console: the host's serial line, for dom0 and for debugging.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall, allocates nothing, and may wait for the line. Beside the errors listed at each,
/// both can answer
/// <see cref="XenErrno.NotPermitted"/>: a guest that is not dom0, under a Xen not built for verbose debugging;
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses;
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet.
/// Xen: public/xen.h; xen/drivers/char/console.c.
/// </remarks>
public sealed unsafe class ConsoleOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Writes text. Of a guest that is not dom0, Xen holds a line back until its end, and drops what cannot be
    /// printed.</summary>
    /// <param name="text">The bytes: resident memory, not on the collected heap.</param>
    /// <param name="count">How many.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.BadAddress"/>: the text is not mapped for Xen; some of it may have been written.</returns>
    /// <remarks>Xen: CONSOLEIO_write.</remarks>
    public XenErrno Write(byte* text, uint count) =>
        _hypervisor.ConsoleIo(ConsoleCommand.Write, count, text).Error;

    /// <summary>Reads what was typed and nobody has read yet. Does not wait for more.</summary>
    /// <param name="buffer">Where the bytes go: resident memory, not on the collected heap.</param>
    /// <param name="capacity">How many fit.</param>
    /// <returns>How many there were; or
    /// <see cref="XenErrno.BadAddress"/>: the buffer is not mapped for Xen;
    /// <see cref="XenErrno.TooBig"/>: a capacity beyond 2147483647.</returns>
    /// <remarks>Xen: CONSOLEIO_read. Input reaches dom0 only while the console's input is switched to it.</remarks>
    public XenResult<uint> Read(byte* buffer, uint capacity)
    {
        HypercallResult result = _hypervisor.ConsoleIo(ConsoleCommand.Read, capacity, buffer);
        return result.Succeeded ? (uint)result.Value : result.Error;
    }
}
