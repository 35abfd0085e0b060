using System;
using System.Collections.Concurrent;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>Runs programs as the host says, any number side by side.</summary>
internal sealed class ProcessServer
{
    private readonly Children _children;
    private readonly ControlPort _host;
    private readonly ConcurrentDictionary<int, ServedProcess> _processes = new();

    public ProcessServer(Children children, ControlPort host)
    {
        _children = children;
        _host = host;
    }

    /// <summary>Does what a message says. One about a process that has ended has come too late and means nothing.</summary>
    public void Obey(HostMessage message)
    {
        switch (message)
        {
            case StartProcess start:
                Start(start);
                break;
            case ProcessInput input when _processes.TryGetValue(input.Process, out ServedProcess? process):
                process.Input(input.Bytes);
                break;
            case EndOfInput end when _processes.TryGetValue(end.Process, out ServedProcess? process):
                process.EndInput();
                break;
            case KillProcess kill when _processes.TryGetValue(kill.Process, out ServedProcess? process):
                process.Kill();
                break;
        }
    }

    private void Start(StartProcess request)
    {
        try
        {
            ServedProcess process = new(request.Process, _host);
            _processes[request.Process] = process;
            process.Start(_children, request, () => _processes.TryRemove(request.Process, out _));
        }
        catch (Exception exception)
        {
            _processes.TryRemove(request.Process, out _);
            _host.Send(new ProcessNotStarted(request.Process, exception.Message));
        }
    }
}
