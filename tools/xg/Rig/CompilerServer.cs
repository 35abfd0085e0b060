using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;

namespace XenGuest.Xg.Rig;

/// <summary>
/// .NET's compiler server: one process compiles all projects of a build, and loads and warms up compiler and analyzers once.
/// A build of this checkout takes half the time with it.
/// </summary>
/// <remarks>It is one for each user: where an IDE has the same one, that starts it again at its next build.</remarks>
internal static class CompilerServer
{
    /// <summary>The argument of a build that uses the server, also where the environment says otherwise.</summary>
    public const string Use = "-p:UseSharedCompilation=true";

    /// <summary>Ends the server. Without it the server would stay for ten minutes; a build that needs it starts it again.</summary>
    public static Task StopAsync() => Tool.RunAsync("dotnet", ["build-server", "shutdown", "--vbcscompiler"], Checkout.Root, CancellationToken.None);
}
