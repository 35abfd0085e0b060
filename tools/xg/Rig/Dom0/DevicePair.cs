using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A device between two guests, as the toolstack makes it: a folder of xenstore for each end, which names the other.</summary>
/// <param name="toolstack">Writes to xenstore.</param>
/// <param name="kind">The kind of device.</param>
/// <param name="frontend">The number of the guest that uses it.</param>
/// <param name="backend">The number of the guest that serves it.</param>
/// <param name="number">The number of the device.</param>
internal sealed class DevicePair(Toolstack toolstack, string kind, int frontend, int backend, int number)
{
    // XenbusStateInitialising and XenbusStateClosing of public/io/xenbus.h.
    private const string Initialising = "1";
    private const string Closing = "5";

    /// <summary>The frontend's folder.</summary>
    public string Frontend { get; } = $"/local/domain/{frontend}/device/{kind}/{number}";

    /// <summary>The backend's folder.</summary>
    public string Backend { get; } = $"/local/domain/{backend}/backend/{kind}/{frontend}/{number}";

    /// <summary>Whether a text can be the name of a folder.</summary>
    public static bool IsKind(string text) => text.Length > 0 && text.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-');

    /// <summary>Makes the device. Each end belongs to its guest, and the other one may read it.</summary>
    /// <remarks>libxl does it in one transaction, which the programs for scripts cannot: the states, by which the guests take notice, come last.</remarks>
    public async Task AddAsync(CancellationToken cancellation)
    {
        await toolstack.WriteStoreAsync([(Backend, string.Empty), (Frontend, string.Empty)], cancellation).ConfigureAwait(false);
        await toolstack.SetStorePermissionsAsync(Backend, [$"n{backend}", $"r{frontend}"], cancellation).ConfigureAwait(false);
        await toolstack.SetStorePermissionsAsync(Frontend, [$"n{frontend}", $"r{backend}"], cancellation).ConfigureAwait(false);
        await toolstack.WriteStoreAsync(
            [
                ($"{Backend}/frontend", Frontend), ($"{Backend}/frontend-id", $"{frontend}"), ($"{Backend}/online", "1"),
                ($"{Frontend}/backend", Backend), ($"{Frontend}/backend-id", $"{backend}"),
                ($"{Backend}/state", Initialising), ($"{Frontend}/state", Initialising),
            ],
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks the backend to close it, as libxl does before it removes a device.</summary>
    public Task RequestCloseAsync(CancellationToken cancellation) =>
        toolstack.WriteStoreAsync([($"{Backend}/online", "0"), ($"{Backend}/state", Closing)], cancellation);

    /// <summary>Removes it.</summary>
    public Task RemoveAsync(CancellationToken cancellation) => toolstack.RemoveStoreAsync([Frontend, Backend], cancellation);
}
