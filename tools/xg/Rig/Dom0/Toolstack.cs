using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Xen's toolstack, xl, in a dom0: everything that is known of its commands.</summary>
internal sealed class Toolstack
{
    private const string Program = "xl";
    private const int LinesOfComplaint = 12;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>xl itself gives a guest a minute to answer that it will suspend, and says so by name when it does not.</summary>
    private static readonly TimeSpan s_limitOfSave = TimeSpan.FromSeconds(180);

    private static readonly TimeSpan s_limitOfStore = TimeSpan.FromSeconds(30);

    private readonly Dom0Session _session;

    public Toolstack(Dom0Session session)
    {
        _session = session;
    }

    /// <summary>Creates a guest, which runs at once.</summary>
    /// <exception cref="XgException">xl refuses; its words are quoted.</exception>
    public Task CreateAsync(DomainConfig config, CancellationToken cancellation) => CreateAsync(config, [], cancellation);

    /// <summary>Creates a guest that does not run before <see cref="UnpauseAsync"/>.</summary>
    /// <exception cref="XgException">xl refuses.</exception>
    public Task CreatePausedAsync(DomainConfig config, CancellationToken cancellation) => CreateAsync(config, ["-p"], cancellation);

    /// <summary>Lets a guest run.</summary>
    public Task UnpauseAsync(string name, CancellationToken cancellation) => DemandAsync(["unpause", name], cancellation);

    /// <summary>Removes a guest, whatever it does.</summary>
    public Task DestroyAsync(string name, CancellationToken cancellation) => DemandAsync(["destroy", name], cancellation);

    /// <summary>Saves a guest, which is gone then.</summary>
    /// <param name="name">The guest.</param>
    /// <param name="file">Where to: a file of dom0's own, in memory. Of the share it cannot be, as 9p takes no pages of a guest (EFAULT).</param>
    /// <param name="cancellation">Ends it.</param>
    public Task SaveAsync(string name, string file, CancellationToken cancellation) => DemandAsync(["save", name, file], s_limitOfSave, cancellation);

    /// <summary>Saves a guest as <see cref="SaveAsync"/> does, and lets it go on.</summary>
    public Task CheckpointAsync(string name, string file, CancellationToken cancellation) => DemandAsync(["save", "-c", name, file], s_limitOfSave, cancellation);

    /// <summary>Goes on with a guest that was saved.</summary>
    public Task RestoreAsync(string file, CancellationToken cancellation) => DemandAsync(["restore", "-e", file], s_limitOfSave, cancellation);

    /// <summary>Writes nodes of xenstore, all at once.</summary>
    /// <param name="nodes">Their paths and values.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task WriteStoreAsync(IEnumerable<(string Path, string Value)> nodes, CancellationToken cancellation) =>
        DemandAsync("xenstore-write", ["--", .. nodes.SelectMany(static node => (string[])[node.Path, node.Value])], s_limitOfStore, cancellation);

    /// <summary>Sets the permissions of a node of xenstore.</summary>
    /// <param name="path">The node.</param>
    /// <param name="permissions">The owner's first, each a letter and the number of a guest.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task SetStorePermissionsAsync(string path, string[] permissions, CancellationToken cancellation) =>
        DemandAsync("xenstore-chmod", [path, .. permissions], s_limitOfStore, cancellation);

    /// <summary>Removes nodes of xenstore, with all below them.</summary>
    public Task RemoveStoreAsync(string[] paths, CancellationToken cancellation) =>
        DemandAsync("xenstore-rm", paths, s_limitOfStore, cancellation);

    /// <summary>Reads a node of xenstore.</summary>
    public async Task<string> ReadStoreAsync(string path, CancellationToken cancellation) =>
        (await DemandAsync("xenstore-read", [path], s_limitOfStore, cancellation).ConfigureAwait(false)).TrimEnd('\n');

    /// <summary>The number of a guest.</summary>
    public async Task<int> DomainIdAsync(string name, CancellationToken cancellation) =>
        int.Parse(await DemandAsync(["domid", name], cancellation).ConfigureAwait(false), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    /// <summary>Opens the console of a guest for somebody who types: what the guest says comes as output, input goes to the guest.</summary>
    /// <remarks>This is what <c>xl console</c> runs, which would not read its input where that is no terminal.</remarks>
    public async Task<RemoteProcess> OpenConsoleAsync(string name, CancellationToken cancellation)
    {
        int domain = await DomainIdAsync(name, cancellation).ConfigureAwait(false);
        return _session.Start("xenconsole", "--interactive", domain.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How a guest is.</summary>
    /// <returns>Its state; null where there is none of that name.</returns>
    public async Task<DomainState?> StateAsync(string name, CancellationToken cancellation)
    {
        string list = await DemandAsync(["list", "-v"], cancellation).ConfigureAwait(false);
        return list.Split('\n').Select(DomainState.Parse).FirstOrDefault(state => state?.Name == name);
    }

    private async Task CreateAsync(DomainConfig config, string[] options, CancellationToken cancellation)
    {
        string file = $"{config.Name}.cfg";
        await File.WriteAllTextAsync(_session.Folder.Shared(file), config.ToString(), cancellation).ConfigureAwait(false);

        // -e: xl need not stay to act on the guest's end, which nobody wants it to.
        await DemandAsync(["create", "-q", "-e", .. options, SessionFolder.InDom0(file)], cancellation).ConfigureAwait(false);
    }

    private Task<string> DemandAsync(string[] arguments, CancellationToken cancellation) => DemandAsync(arguments, s_limit, cancellation);

    private Task<string> DemandAsync(string[] arguments, TimeSpan limit, CancellationToken cancellation) =>
        DemandAsync(Program, arguments, limit, cancellation);

    private async Task<string> DemandAsync(string program, string[] arguments, TimeSpan limit, CancellationToken cancellation)
    {
        ToolResult result = await _session.RunAsync(program, arguments, limit, cancellation).ConfigureAwait(false);
        return result.Succeeded
            ? result.Output
            : throw new XgException($"{program} {arguments[0]} ended with code {result.ExitCode}: {result.Complaint(LinesOfComplaint)}");
    }
}
