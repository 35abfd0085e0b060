using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Dom0's first program, from its project in this checkout.</summary>
internal static class AgentProgram
{
    private const string Project = "tools/dom0/XenGuest.Dom0.csproj";
    private const string ProgramProperty = "PublishedProgram";

    // What it is made of beside its own folder.
    private static readonly string[] s_sources = ["Boot/Sdk/Runtime.props", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    /// <summary>Publishes it, unless nothing has changed since it was last published.</summary>
    /// <returns>Its file.</returns>
    /// <exception cref="XgException">It does not build.</exception>
    public static async Task<string> PublishAsync(Progress progress, CancellationToken cancellation)
    {
        string project = Checkout.PathOf(Project);
        BuildRecord record = new(project, s_sources);
        if (record.CurrentImage() is string current)
        {
            return current;
        }

        Requirement.Demand(Requirement.ToPublish);
        DateTime started = DateTime.UtcNow;
        string program = await progress.DuringAsync("Building dom0's first program", () => BuildAsync(project, cancellation)).ConfigureAwait(false);
        record.Write(program, started);
        return program;
    }

    private static async Task<string> BuildAsync(string project, CancellationToken cancellation)
    {
        ToolResult publish = await Tool
            .RunAsync("dotnet", ["publish", "-c", "Release", "--nologo", "-v", "quiet", project, $"--getProperty:{ProgramProperty}"], Checkout.Root, cancellation)
            .ConfigureAwait(false);
        return publish.Succeeded
            ? publish.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Last()
            : throw new XgException($"dom0's first program does not build:\n{GuestProject.BuildErrors(publish)}", $"dotnet publish -c Release {Project} shows all of it");
    }
}
