using System;
using System.Globalization;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary>Builds a guest, boots it and shows its console as it comes.</summary>
internal sealed class BootSession
{
    private readonly Progress _progress;
    private readonly bool _showXen;

    /// <summary>Makes a session.</summary>
    /// <param name="progress">Told what goes on.</param>
    /// <param name="showXen">Whether Xen's own log is shown too.</param>
    public BootSession(Progress progress, bool showXen)
    {
        _progress = progress;
        _showXen = showXen;
    }

    /// <summary>Builds and boots a guest.</summary>
    /// <param name="guest">A project, its folder, or a bootable image.</param>
    /// <param name="xen">A release of Xen, or its file.</param>
    /// <param name="options">How to boot.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="XgException">The boot could not be tried.</exception>
    public async Task<BootResult> RunAsync(string guest, string xen, BootOptions options, CancellationToken cancellation)
    {
        Requirement.Demand(Requirement.Emulator);
        XenFile.Demand(xen);
        GuestImage image = GuestProject.Find(guest) is string project
            ? await PublishAsync(guest, project, cancellation).ConfigureAwait(false)
            : GuestImage.Open(guest);
        string xenFile = await XenFile.LocateAsync(xen, _progress, cancellation).ConfigureAwait(false);
        BootResult result = await BootAsync(image, xenFile, options, cancellation).ConfigureAwait(false);
        string seconds = result.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        Progress.Say($"{result.Verdict.Word()} {result.Name} after {seconds} s{(result.Reason is null ? string.Empty : ": " + result.Reason)}");
        if (result.Mend is not null)
        {
            Progress.Say($"mend: {result.Mend}");
        }

        return result;
    }

    private async Task<GuestImage> PublishAsync(string guest, string project, CancellationToken cancellation)
    {
        Requirement.Demand(Requirement.ToPublish);
        return GuestImage.Open(await _progress.DuringAsync($"Building {guest}", () => GuestProject.PublishAsync(project, cancellation)).ConfigureAwait(false));
    }

    private async Task<BootResult> BootAsync(GuestImage image, string xen, BootOptions options, CancellationToken cancellation)
    {
        Channel<string> console = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        if (options.GdbPort is int port)
        {
            Progress.Say($"waiting for: gdb {image.SymbolFile} -ex 'target remote :{port}' (hbreak, not break: the guest is not in memory yet)");
        }

        Task<BootResult> boot = RunAsync(image, xen, options, console.Writer, cancellation);
        ChannelReader<string> lines = console.Reader;
        if (_showXen)
        {
            await lines.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await _progress.DuringAsync($"Booting Xen with {image.Name}", () => lines.WaitToReadAsync(CancellationToken.None).AsTask()).ConfigureAwait(false);
        }

        await foreach (string line in lines.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Console.Out.WriteLine(line);
        }

        return await boot.ConfigureAwait(false);
    }

    private async Task<BootResult> RunAsync(GuestImage image, string xen, BootOptions options, ChannelWriter<string> console, CancellationToken cancellation)
    {
        try
        {
            return await GuestBoot.RunAsync(image, xen, options, line => console.TryWrite(line), OnXenLine, cancellation).ConfigureAwait(false);
        }
        finally
        {
            console.Complete();
        }
    }

    private void OnXenLine(string line)
    {
        if (_showXen)
        {
            Progress.Pass(line);
        }
    }
}
