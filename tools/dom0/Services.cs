using System;
using System.IO;
using System.Linq;
using System.Threading;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>Xen's services in dom0: xenstored, what it is told of dom0, and xenconsoled.</summary>
internal sealed class Services
{
    private const string StoreSocket = "/run/xenstored/socket";
    private const int PollMilliseconds = 5;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly Children _children;
    private readonly ControlPort _host;

    public Services(Children children, ControlPort host)
    {
        _children = children;
        _host = host;
    }

    /// <summary>Starts them, one after the other.</summary>
    /// <exception cref="BringUpException">One does not come up.</exception>
    public void Start()
    {
        Serve("xenstored", "--no-fork", "--pid-file", "/run/xen/xenstored.pid");
        if (Patience.WaitFor(static () => File.Exists(StoreSocket) ? StoreSocket : null, s_limit, PollMilliseconds) is null)
        {
            throw new BringUpException("starting xenstored", $"there is no {StoreSocket}");
        }

        Demand("ip", "link", "set", "lo", "up");
        Demand("xen-init-dom0");
        Serve("xenconsoled", "--interactive", "--log=guest", $"--log-dir={Path.Combine(Dom0Layout.ShareFolder, Dom0Layout.LogFolder, Dom0Layout.ConsoleFolder)}");
    }

    private void Serve(string program, params string[] arguments)
    {
        try
        {
            _children.Start(() => SpawnedProgram.Start(program, arguments), exitCode => _host.Send(new ServiceEnded(program, exitCode)));
        }
        catch (Exception exception)
        {
            throw new BringUpException($"starting {program}", exception.Message);
        }
    }

    private void Demand(string program, params string[] arguments)
    {
        using ManualResetEventSlim ended = new();
        int exitCode = 0;
        _children.Start(
            () => SpawnedProgram.Start(program, arguments),
            code =>
            {
                exitCode = code;
                ended.Set();
            });
        if (!ended.Wait(s_limit))
        {
            throw new BringUpException($"running {program}", $"it has not ended within {s_limit.TotalSeconds} s");
        }

        if (exitCode != 0)
        {
            throw new BringUpException($"running {string.Join(' ', arguments.Prepend(program))}", $"it ended with code {exitCode}");
        }
    }
}
