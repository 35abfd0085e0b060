using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>A guest that hangs, looked at from outside by the commands that a user gives.</summary>
public class TraceTests
{
    private const string LastLine = "waits for ever";

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "xg.dll");

    [Theory]
    [InlineData("4.17")]
    [InlineData("4.20")]
    public async Task A_guest_that_hangs_is_seen_to_wait_for_a_masked_port(string xen)
    {
        GuestImage image = await PublishedGuests.ImageAsync(Guest.All.Single(static guest => guest.Name == "masked-port"));
        await PublishedGuests.BuildIsOverAsync();
        using ChildProcess boot = await ChildProcess.StartAsync("dotnet", [s_program, "boot", image.File, "--xen", xen]);
        Assert.Contains(LastLine, await ReadToAsync(boot, LastLine), StringComparison.Ordinal);

        ToolResult trace = await Tool.RunAsync("dotnet", [s_program, "trace", $"{boot.Id}"], null, CancellationToken.None);

        string[] lines = trace.Output.Split('\n');
        string all = $"{trace.Output}{trace.Error}";
        Assert.True(lines.Any(static line => line.StartsWith("vCPU 0: at 0x", StringComparison.Ordinal)), all);
        Assert.True(lines.Contains("vCPU 0: 3 events given to handlers, the last on port 2; 0 found on ports without a channel"), all);
        Assert.Matches(@"(?m)^ +1  IPI +0  - +- .* 0  XenGuest_XenGuest_GuestEventChannel__OnEvent of ", all);
        Assert.Matches(@"(?m)^ +2  port 3 of domain 0 +0  yes +yes .* 3  MaskedPort_Program_.*Answer", all);
        Assert.Contains("port 2: an event waits, and the port is masked", all, StringComparison.Ordinal);
    }

    private static async Task<string> ReadToAsync(ChildProcess boot, string mark)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        while (!text.ToString().Contains(mark, StringComparison.Ordinal))
        {
            int count = await boot.Output.ReadAsync(buffer);
            if (count == 0)
            {
                text.Append(await boot.Error.ReadToEndAsync());
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
