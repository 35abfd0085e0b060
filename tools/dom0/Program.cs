using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>The kernel's first program: brings dom0 up, then does what the host says until that is gone. Its end would be the kernel's, so it never just ends.</summary>
internal static class Program
{
    // Their default is to end this program, and with it the kernel.
    private static readonly PosixSignal[] s_ignored = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM];

    private static ControlPort? s_host;

    private static void Main()
    {
        try
        {
            Serve();
        }
        catch (BringUpException exception)
        {
            Console.WriteLine($"{Dom0Layout.ConsolePrefix}{exception.Message}");
            s_host?.Send(new BringUpFailed(exception.Step, exception.Reason));
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{Dom0Layout.ConsolePrefix}{exception}");
            s_host?.Send(new BringUpFailed("running the first program", exception.Message));
        }
        finally
        {
            Linux.Sync();
            _ = Linux.Reboot(Linux.PowerOff);
        }
    }

    private static void Serve()
    {
        PosixSignalRegistration[] ignored = Array.ConvertAll(s_ignored, static signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true));
        BringUp.MountSystem();
        BringUp.LoadModules();
        s_host = ControlPort.Open();
        BringUp.MountXenAndShare();
        Children children = new();
        children.Watch();
        new Services(children, s_host).Start();
        ProcessServer server = new(children, s_host);
        s_host.Send(new Ready(Uptime()));
        foreach (HostMessage message in s_host.ReadAll())
        {
            server.Obey(message);
        }

        GC.KeepAlive(ignored);
    }

    private static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}
