using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Boot.Tests;

/// <summary>Boots guests for tests, no more at a time than run well beside each other.</summary>
internal static class Rig
{
    private const int MostAtOnce = 2;

    private static readonly SemaphoreSlim s_places = new(MostAtOnce);

    /// <summary>Whether the long forms of tests are asked for.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable(Xg.Commands.TestCommand.LongVariable) == "1";

    /// <summary>Boots a guest on a release of Xen.</summary>
    public static async Task<BootResult> BootAsync(GuestImage image, BootOptions options, XenRelease release, Action<string>? guestLine = null, CancellationToken cancellation = default)
    {
        await PublishedGuests.BuildIsOverAsync();
        using IDisposable place = await PlaceAsync(cancellation);
        string xen = await XenFile.LocateAsync(release.Version, new Progress(), cancellation);
        return await GuestBoot.RunAsync(image, xen, options, guestLine ?? (static _ => { }), static _ => { }, cancellation);
    }

    /// <summary>Waits until another machine runs well beside those that run.</summary>
    /// <returns>Its place, to be disposed when it has ended.</returns>
    public static async Task<IDisposable> PlaceAsync(CancellationToken cancellation = default)
    {
        await s_places.WaitAsync(cancellation);
        return new Place();
    }

    private sealed class Place : IDisposable
    {
        public void Dispose() => s_places.Release();
    }
}
