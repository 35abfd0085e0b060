using System.Text.Json;
using Xunit;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Xg.Tests.Dom0;

/// <summary>The lines between xg and dom0's first program, as docs/dom0.md shows them.</summary>
public class ProtocolTests
{
    [Fact]
    public void What_the_host_says()
    {
        AssertLine("""{"kind":"start","process":1,"program":"xl","arguments":["list","-v"]}""", new StartProcess(1, "xl", ["list", "-v"]));
        AssertLine("""{"kind":"input","process":1,"bytes":"aGk="}""", new ProcessInput(1, [(byte)'h', (byte)'i']));
        AssertLine("""{"kind":"end-of-input","process":1}""", new EndOfInput(1));
        AssertLine("""{"kind":"kill","process":1}""", new KillProcess(1));
    }

    [Fact]
    public void What_dom0_says()
    {
        AssertLine("""{"kind":"ready","uptimeSeconds":4.5}""", new Ready(4.5));
        AssertLine("""{"kind":"failed","step":"loading the module 9p","reason":"No such file or directory"}""", new BringUpFailed("loading the module 9p", "No such file or directory"));
        AssertLine("""{"kind":"service-ended","service":"xenstored","exitCode":1}""", new ServiceEnded("xenstored", 1));
        AssertLine("""{"kind":"output","process":1,"stream":"Error","bytes":"aGk="}""", new ProcessOutput(1, OutputStream.Error, [(byte)'h', (byte)'i']));
        AssertLine("""{"kind":"exited","process":1,"exitCode":137}""", new ProcessExited(1, 137));
        AssertLine("""{"kind":"not-started","process":1,"reason":"there is no program x"}""", new ProcessNotStarted(1, "there is no program x"));
    }

    private static void AssertLine(string line, HostMessage message)
    {
        Assert.Equal(line, JsonSerializer.Serialize(message, ProtocolJson.Default.HostMessage));
        Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize(line, ProtocolJson.Default.HostMessage), ProtocolJson.Default.HostMessage!));
    }

    private static void AssertLine(string line, AgentMessage message)
    {
        Assert.Equal(line, JsonSerializer.Serialize(message, ProtocolJson.Default.AgentMessage));
        Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize(line, ProtocolJson.Default.AgentMessage), ProtocolJson.Default.AgentMessage!));
    }
}
