using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>Installs what is missing from Debian's packages.</summary>
internal static class DebianPackages
{
    private const int LinesOfComplaint = 3;

    /// <summary>Installs the requirements that are missing, with apt-get, by sudo where this is not root.</summary>
    /// <exception cref="XgException">They could not be installed.</exception>
    public static async Task InstallAsync(IEnumerable<Requirement> requirements, Progress progress, CancellationToken cancellation)
    {
        Requirement[] missing = [.. requirements.Where(static requirement => !requirement.IsPresent)];
        if (missing.Length == 0)
        {
            return;
        }

        string[] packages = [.. missing.Select(static requirement => requirement.Package)];
        string step = $"Installing {string.Join(", ", packages)} with apt-get";
        ToolResult result = await progress.DuringAsync(step, () => InstallAsync(packages, cancellation)).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new XgException($"apt-get could not install {string.Join(", ", packages)}: {result.Complaint(LinesOfComplaint)}", Requirement.InstallCommand(missing));
        }

        Requirement.Demand(missing);
    }

    private static async Task<ToolResult> InstallAsync(string[] packages, CancellationToken cancellation)
    {
        string[] install = ["install", "-y", "--no-install-recommends", .. packages];
        ToolResult result = await AptGetAsync(install, cancellation).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return result;
        }

        // A fresh machine has no package lists, and an old one has lists of packages that are gone.
        ToolResult update = await AptGetAsync(["update"], cancellation).ConfigureAwait(false);
        return update.Succeeded ? await AptGetAsync(install, cancellation).ConfigureAwait(false) : update;
    }

    private static Task<ToolResult> AptGetAsync(string[] arguments, CancellationToken cancellation)
    {
        string[] command = ["DEBIAN_FRONTEND=noninteractive", "apt-get", .. arguments];
        return Environment.IsPrivilegedProcess
            ? Tool.RunAsync("env", command, null, cancellation)
            : Tool.RunAsync("sudo", ["env", .. command], null, cancellation);
    }
}
