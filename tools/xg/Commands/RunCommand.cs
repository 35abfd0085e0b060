using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg run</c>, behind <c>./run</c>: the demo, from a machine that has nothing but the .NET SDK.</summary>
internal static class RunCommand
{
    private const string Demo = "samples/Hello";

    public static Command Create()
    {
        Command command = new("run", "Installs what is missing, builds the demo guest and boots it under Xen. The exit code is that of its verdict.");
        command.SetAction(static (_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        Progress progress = new();
        await DebianPackages.InstallAsync([.. Requirement.Emulator, .. Requirement.ToPublish], progress, cancellation).ConfigureAwait(false);
        BootSession session = new(progress, showXen: false);
        BootResult result = await session
            .RunAsync(Checkout.PathOf(Demo), XenRelease.All[0].Version, new BootOptions(), cancellation).ConfigureAwait(false);
        return result.Verdict.ExitCode();
    }
}
