using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Boots one image twice, as the two ends of a device: neither runs before both are there and the device is made.</summary>
internal sealed class PairBoot
{
    private readonly Toolstack _toolstack;
    private readonly string _kind;
    private readonly TaskCompletionSource<int> _frontend = NewSource();
    private readonly TaskCompletionSource<int> _backend = NewSource();
    private readonly TaskCompletionSource _device = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PairBoot(Dom0Session session, string kind)
    {
        _toolstack = new Toolstack(session);
        _kind = kind;
    }

    /// <summary>Boots both guests and waits for their ends.</summary>
    /// <param name="session">The dom0.</param>
    /// <param name="image">What to boot.</param>
    /// <param name="kind">The kind of the device.</param>
    /// <param name="options">How to boot each.</param>
    /// <param name="guestLine">Takes each line of both consoles as it comes, behind a word for the end it is of.</param>
    /// <param name="cancellation">Destroys both at once.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="XgException">Dom0 broke.</exception>
    public static async Task<PairResult> RunAsync(
        Dom0Session session, GuestImage image, string kind, BootOptions options, Action<string> guestLine, CancellationToken cancellation)
    {
        PairBoot boot = new(session, kind);
        object showing = new();
        Task<BootResult> frontend = RunAsync("front", boot._frontend, boot.WriteDeviceAsync);
        Task<BootResult> backend = RunAsync("back ", boot._backend, (_, token) => boot._device.Task.WaitAsync(token));
        await Task.WhenAll(frontend, backend).ConfigureAwait(false);
        return new PairResult(await frontend.ConfigureAwait(false), await backend.ConfigureAwait(false));

        async Task<BootResult> RunAsync(string end, TaskCompletionSource<int> created, Func<string, CancellationToken, Task> beforeItRuns)
        {
            void Show(string line)
            {
                lock (showing)
                {
                    guestLine($"{end} {line}");
                }
            }

            try
            {
                return await DomainBoot.RunAsync(session, image, options, Show, cancellation, async (name, token) =>
                {
                    created.SetResult(await boot._toolstack.DomainIdAsync(name, token).ConfigureAwait(false));
                    await beforeItRuns(name, token).ConfigureAwait(false);
                }).ConfigureAwait(false);
            }
            finally
            {
                // Where this guest was not even created, the other must not wait for it.
                created.TrySetException(new XgException($"the other end, {end.TrimEnd()}, was not created"));
                boot._device.TrySetException(new XgException("the device was not made"));
            }
        }
    }

    private static TaskCompletionSource<int> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteDeviceAsync(string name, CancellationToken cancellation)
    {
        int frontend = await _frontend.Task.WaitAsync(cancellation).ConfigureAwait(false);
        int backend = await _backend.Task.WaitAsync(cancellation).ConfigureAwait(false);
        await new DevicePair(_toolstack, _kind, frontend, backend, 0).AddAsync(cancellation).ConfigureAwait(false);
        _device.SetResult();
    }
}
