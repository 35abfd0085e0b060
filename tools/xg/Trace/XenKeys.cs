using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Trace;

/// <summary>Xen's debug keys on its serial console. Xen takes them in its own interrupt: whatever the guest does, they work.</summary>
/// <param name="input">What the machine's serial port reads.</param>
/// <param name="log">The lines of Xen's log from now on.</param>
internal sealed class XenKeys(Stream input, ChannelReader<string> log)
{
    private const string ToXen = "Serial input to Xen";
    private const string ToGuest = "Serial input to DOM0";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    // Three times control A gives the console to the next reader, Xen or a domain.
    private static readonly byte[] s_switch = [1, 1, 1];

    /// <summary>What Xen says of its event channels and of its vCPUs.</summary>
    /// <exception cref="XgException">Xen does not answer.</exception>
    public async Task<List<string>> AskAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_patience);
        List<string> lines = [];
        try
        {
            await PressAsync(s_switch, ToXen, lines, limit.Token).ConfigureAwait(false);

            // Xen remembers one key: the second is pressed when the first is being served.
            await PressAsync("e"u8.ToArray(), PortDump.Begin, lines, limit.Token).ConfigureAwait(false);
            await PressAsync("v"u8.ToArray(), VcpuDump.End, lines, limit.Token).ConfigureAwait(false);
            await PressAsync(s_switch, ToGuest, lines, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new XgException($"Xen did not answer its debug keys within {s_patience.TotalSeconds} s", "./xg boot --verbose shows Xen's log");
        }

        return lines;
    }

    private async Task PressAsync(byte[] keys, string end, List<string> lines, CancellationToken cancellation)
    {
        await input.WriteAsync(keys, cancellation).ConfigureAwait(false);
        await input.FlushAsync(cancellation).ConfigureAwait(false);
        string line;
        do
        {
            line = await log.ReadAsync(cancellation).ConfigureAwait(false);
            lines.Add(line);
        }
        while (!line.Contains(end, StringComparison.Ordinal));
    }
}
