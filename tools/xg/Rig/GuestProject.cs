using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig;

/// <summary>A guest's project: an ordinary csproj that uses the XenGuest SDK.</summary>
internal static class GuestProject
{
    private const string ImageProperty = "XenGuestImage";
    private const string SdkName = "XenGuest.Sdk";
    private const string SdkNotFound = "MSB4236";
    private const string ProjectPattern = "*.csproj";

    /// <summary>The project that a path means.</summary>
    /// <returns>The project's file; null where the path is neither a project nor a folder.</returns>
    /// <exception cref="XgException">It is a folder without a project, or with several.</exception>
    public static string? Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) && Path.GetExtension(path) == Path.GetExtension(ProjectPattern) ? path : null;
        }

        string[] projects = Directory.GetFiles(path, ProjectPattern);
        return projects.Length == 1
            ? projects[0]
            : throw new XgException($"{path} has {projects.Length} projects ({ProjectPattern}), not one", "give the project's file");
    }

    /// <summary>Publishes a guest, unless nothing has changed since it was last published.</summary>
    /// <param name="project">Its file.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <returns>The bootable image.</returns>
    /// <exception cref="XgException">It does not build, or is no guest.</exception>
    public static async Task<string> PublishAsync(string project, CancellationToken cancellation)
    {
        string file = Path.GetFullPath(project);
        BuildRecord record = new(file, BuildRecord.GuestSources);
        if (record.CurrentImage() is string current)
        {
            return current;
        }

        DateTime started = DateTime.UtcNow;
        string image = await BuildAsync(project, file, cancellation).ConfigureAwait(false);
        record.Write(image, started);
        return image;
    }

    /// <summary>What a failed build says is wrong, each error once.</summary>
    public static string BuildErrors(ToolResult build)
    {
        const int MostErrors = 12;
        string[] errors =
        [
            .. (build.Output + "\n" + build.Error).Split('\n', StringSplitOptions.TrimEntries)
                .Where(static line => line.Contains(": error ", StringComparison.Ordinal) || line.StartsWith("error ", StringComparison.OrdinalIgnoreCase))
                .Distinct()
                .Take(MostErrors),
        ];
        return errors.Length > 0 ? string.Join('\n', errors) : build.Complaint(MostErrors);
    }

    private static async Task<string> BuildAsync(string project, string file, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(file)!;
        ToolResult publish = await Tool
            .RunAsync("dotnet", ["publish", "-c", "Release", "--nologo", "-v", "quiet", file, $"--getProperty:{ImageProperty}"], folder, cancellation)
            .ConfigureAwait(false);
        if (!publish.Succeeded)
        {
            string errors = BuildErrors(publish);
            bool lacksSdk = errors.Contains(SdkNotFound, StringComparison.Ordinal) && errors.Contains(SdkName, StringComparison.Ordinal);
            throw new XgException(
                $"{project} does not build:\n{errors}",
                lacksSdk
                    ? "dotnet pack in XenGuest's checkout, and a nuget.config beside the project that names the checkout's artifacts/packages: README.md, A first guest"
                    : $"dotnet publish -c Release {project} shows all of it");
        }

        string image = publish.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? string.Empty;
        if (image.Length == 0)
        {
            throw new XgException($"{project} is not a guest: its build gives no {ImageProperty}", "use the XenGuest SDK in it: README.md, A first guest");
        }

        return Path.Combine(folder, image);
    }
}
