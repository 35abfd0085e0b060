using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Boot.Tests;

/// <summary>One Linux dom0 for all tests of a class or a collection: what a boot costs is paid once.</summary>
public sealed class Dom0Rig : IAsyncLifetime
{
    private const int GuestMebibytes = 1024;
    private const int GuestVcpus = 2;

    private readonly ConcurrentQueue<string> _log = new();
    private Dom0Session? _session;
    private IDisposable? _place;

    /// <summary>The dom0, up and running.</summary>
    internal Dom0Session Session => _session ?? throw new InvalidOperationException("the fixture is not initialised");

    /// <summary>Its log so far, Xen's lines and Linux's.</summary>
    internal string Log => string.Join('\n', _log);

    public async Task InitializeAsync()
    {
        if (PublishedGuests.BuildHasBegun)
        {
            await PublishedGuests.BuildIsOverAsync();
        }

        _place = await Rig.PlaceAsync();
        _session = await StartAsync(_log.Enqueue);
    }

    public async Task DisposeAsync()
    {
        await Session.DisposeAsync();
        _place!.Dispose();
    }

    /// <summary>Boots another dom0, which is the caller's.</summary>
    internal static async Task<Dom0Session> StartAsync(Action<string> log, Dom0Options? options = null, CancellationToken cancellation = default) =>
        await StartAsync(await Dom0Image.LocateAsync(new Progress(), cancellation), log, options, cancellation);

    /// <summary>Boots another dom0 of an image.</summary>
    internal static async Task<Dom0Session> StartAsync(Dom0Image image, Action<string> log, Dom0Options? options = null, CancellationToken cancellation = default)
    {
        Progress progress = new();
        string xen = await XenFile.LocateAsync(Dom0Packages.Release.Version, progress, cancellation);
        string agent = await AgentProgram.PublishAsync(progress, cancellation);
        return await Dom0Session.StartAsync(image, agent, xen, options ?? new Dom0Options { GuestMebibytes = GuestMebibytes, GuestVcpus = GuestVcpus }, log, cancellation);
    }

    /// <summary>Boots a guest in the shared dom0.</summary>
    internal Task<BootResult> BootAsync(GuestImage image, BootOptions? options = null, Action<string>? guestLine = null, CancellationToken cancellation = default) =>
        DomainBoot.RunAsync(Session, image, options ?? new BootOptions(), guestLine ?? (static _ => { }), cancellation);
}
