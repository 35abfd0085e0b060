using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>A guest that prints measures.</summary>
internal static class MeasuredGuest
{
    /// <summary>Builds and boots a guest.</summary>
    /// <param name="guest">The folder of its project, in the checkout.</param>
    /// <param name="options">How to boot it.</param>
    /// <param name="progress">Told what goes on.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="XgException">It does not build, or does not succeed, or a measure is none.</exception>
    public static async Task<IEnumerable<BenchRow>> RunAsync(string guest, BootOptions options, Progress progress, CancellationToken cancellation)
    {
        string project = GuestProject.Find(Checkout.PathOf(guest)) ?? throw new XgException($"{guest} has no project");
        string path = await progress.DuringAsync($"Building {guest}", () => GuestProject.PublishAsync(project, cancellation)).ConfigureAwait(false);
        string xen = await XenFile.LocateAsync(XenRelease.All[0].Version, progress, cancellation).ConfigureAwait(false);
        BootResult result = await progress.DuringAsync(
            $"Measuring on Xen: {guest} {options.GuestCommandLine()}".TrimEnd(),
            () => GuestBoot.RunAsync(GuestImage.Open(path), xen, options, static _ => { }, static _ => { }, cancellation)).ConfigureAwait(false);
        return result.Verdict == Verdict.Success
            ? BenchLines.Rows(result.GuestLines)
            : throw new XgException($"a boot that is measured must succeed, but: {result}", $"./xg boot {guest}");
    }
}
