using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Platform;

internal static class SystemServices
{
    public static void Run()
    {
        Check.That("input of the console is at its end", Console.ReadLine() is null && Console.In.Read() == -1);
        Console.Error.WriteLine("  this line went to standard error");
        Check.Throws<Exception>("starting a program", static () => Process.Start("/bin/true"));
        Check.Equal("the time zone is UTC", TimeSpan.Zero, TimeZoneInfo.Local.BaseUtcOffset);
        Check.Equal("the machine is named", "guest", Environment.MachineName);
        Check.Equal("the system is one of x86-64", Architecture.X64, RuntimeInformation.OSArchitecture);
        Check.Equal("the process has an id", 1000, Environment.ProcessId);
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => { });
        Check.That("signals can be registered for", registration is not null);
    }
}
