using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Trace;

/// <summary>
/// Looks at a running guest from outside: Xen's debug keys say what Xen knows, and the guest's memory, copied by QEMU and read through Xen's
/// page tables and the guest's own, says who handles what. The guest takes no part in it, so one that hangs can be looked at.
/// </summary>
/// <param name="image">What was booted.</param>
/// <param name="machineBytes">How much memory the machine has.</param>
/// <param name="monitor">The socket of QEMU's monitor.</param>
/// <param name="input">What the machine's serial port reads.</param>
internal sealed class GuestTracer(GuestImage image, long machineBytes, string monitor, Stream input)
{
    private volatile Channel<string>? _log;

    /// <summary>Takes each line of Xen's log.</summary>
    public void Read(string line) => _log?.Writer.TryWrite(line);

    /// <summary>Looks once. One look at a time.</summary>
    /// <exception cref="XgException">Xen or QEMU does not answer.</exception>
    public async Task<TraceReport> TraceAsync(CancellationToken cancellation)
    {
        Channel<string> log = Channel.CreateUnbounded<string>();
        _log = log;
        try
        {
            List<string> lines = await new XenKeys(input, log.Reader).AskAsync(cancellation).ConfigureAwait(false);
            List<VcpuState> vcpus = VcpuDump.Parse(lines);
            GuestObjects? guest = vcpus.Count == 0 ? null : await ReadMemoryAsync(vcpus[0], cancellation).ConfigureAwait(false);
            return new TraceReport(PortDump.Parse(lines), vcpus, guest, image.Symbols);
        }
        finally
        {
            _log = null;
        }
    }

    private async Task<GuestObjects> ReadMemoryAsync(VcpuState vcpu, CancellationToken cancellation)
    {
        string copy = Path.GetTempFileName();
        try
        {
            using MachineMonitor machine = await MachineMonitor.ConnectAsync(monitor, cancellation).ConfigureAwait(false);
            await machine.CopyMemoryAsync(copy, machineBytes, cancellation).ConfigureAwait(false);
            using GuestMemory memory = new(copy, vcpu);
            return new GuestObjects(new ManagedObjects(memory, image.Symbols), image.Symbols);
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
