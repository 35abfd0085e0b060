using System;
using System.Globalization;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
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

    /// <summary>Builds a guest and boots it as dom0.</summary>
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
        GuestImage image = await ImageAsync(guest, cancellation).ConfigureAwait(false);
        string xenFile = await XenFile.LocateAsync(xen, _progress, cancellation).ConfigureAwait(false);
        SayDebugger(image, options);
        return Say(await ShowAsync(
            $"Booting Xen with {image.Name}",
            line => GuestBoot.RunAsync(image, xenFile, options, line, OnXenLine, cancellation)).ConfigureAwait(false));
    }

    /// <summary>Builds a guest, boots a Linux dom0, and has its toolstack boot the guest as a PVH guest.</summary>
    /// <param name="guest">A project, its folder, or a bootable image.</param>
    /// <param name="xen">The release of Xen that the toolstack is of, or a file with it.</param>
    /// <param name="options">How to boot.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="XgException">The boot could not be tried.</exception>
    public Task<BootResult> RunInDom0Async(string guest, string xen, BootOptions options, CancellationToken cancellation) => InDom0Async(
        guest, xen, options, 1,
        (dom0, image) => ShowAsync($"Creating {image.Name}", line => DomainBoot.RunAsync(dom0, image, options, line, cancellation)),
        cancellation);

    /// <summary>As <see cref="RunInDom0Async"/>, but creates the guest twice, as the two ends of a device.</summary>
    /// <param name="guest">A project, its folder, or a bootable image.</param>
    /// <param name="xen">The release of Xen that the toolstack is of, or a file with it.</param>
    /// <param name="kind">The kind of the device.</param>
    /// <param name="options">How to boot each.</param>
    /// <param name="cancellation">Ends both.</param>
    /// <returns>How it went: the more severe verdict of the two.</returns>
    /// <exception cref="XgException">The boot could not be tried.</exception>
    public Task<BootResult> RunPairAsync(string guest, string xen, string kind, BootOptions options, CancellationToken cancellation) => InDom0Async(
        guest, xen, options, 2,
        (dom0, image) => ShowAsync(
            $"Creating {image.Name} twice",
            async line => (await PairBoot.RunAsync(dom0, image, kind, options, line, cancellation).ConfigureAwait(false)).Joined),
        cancellation);

    private async Task<BootResult> InDom0Async(
        string guest, string xen, BootOptions options, int guests, Func<Dom0Session, GuestImage, Task<BootResult>> boot, CancellationToken cancellation)
    {
        Requirement.Demand(Requirement.Emulator);
        XenFile.Demand(xen);
        Dom0Packages.Demand(xen);
        GuestImage image = await ImageAsync(guest, cancellation).ConfigureAwait(false);
        string xenFile = await XenFile.LocateAsync(xen, _progress, cancellation).ConfigureAwait(false);
        Dom0Image files = await Dom0Image.LocateAsync(_progress, cancellation).ConfigureAwait(false);
        string agent = await AgentProgram.PublishAsync(_progress, cancellation).ConfigureAwait(false);
        Dom0Options machine = new() { GuestMebibytes = guests * options.MemoryMebibytes, GuestVcpus = options.Vcpus, Cpu = options.Cpu };
        Dom0Session dom0 = await _progress.DuringAsync(
            "Booting Xen with a Linux dom0",
            () => Dom0Session.StartAsync(files, agent, xenFile, machine, OnXenLine, cancellation)).ConfigureAwait(false);
        await using (dom0)
        {
            return Say(await boot(dom0, image).ConfigureAwait(false));
        }
    }

    private static BootResult Say(BootResult result)
    {
        string seconds = result.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        Progress.Say($"{result.Verdict.Word()} {result.Name} after {seconds} s{(result.Reason is null ? string.Empty : ": " + result.Reason)}");
        if (result.Mend is not null)
        {
            Progress.Say($"mend: {result.Mend}");
        }

        return result;
    }

    private static void SayDebugger(GuestImage image, BootOptions options)
    {
        if (options.GdbPort is int port)
        {
            Progress.Say($"waiting for: gdb {image.SymbolFile} -ex 'target remote :{port}' (hbreak, not break: the guest is not in memory yet)");
        }
    }

    private async Task<GuestImage> ImageAsync(string guest, CancellationToken cancellation) => GuestProject.Find(guest) is string project
        ? await PublishAsync(guest, project, cancellation).ConfigureAwait(false)
        : GuestImage.Open(guest);

    private async Task<GuestImage> PublishAsync(string guest, string project, CancellationToken cancellation)
    {
        Requirement.Demand(Requirement.ToPublish);
        return GuestImage.Open(await _progress.DuringAsync($"Building {guest}", () => GuestProject.PublishAsync(project, cancellation)).ConfigureAwait(false));
    }

    /// <summary>Shows the lines of a boot's console on standard output as they come, and what goes on until the first.</summary>
    private async Task<BootResult> ShowAsync(string step, Func<Action<string>, Task<BootResult>> boot)
    {
        Channel<string> console = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        Task<BootResult> result = RunAsync(boot, console.Writer);
        ChannelReader<string> lines = console.Reader;
        if (_showXen)
        {
            await lines.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await _progress.DuringAsync(step, () => lines.WaitToReadAsync(CancellationToken.None).AsTask()).ConfigureAwait(false);
        }

        await foreach (string line in lines.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Console.Out.WriteLine(line);
        }

        return await result.ConfigureAwait(false);
    }

    private static async Task<BootResult> RunAsync(Func<Action<string>, Task<BootResult>> boot, ChannelWriter<string> console)
    {
        try
        {
            return await boot(line => console.TryWrite(line)).ConfigureAwait(false);
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
