using System;
using System.Diagnostics;
using System.IO;
using XenGuest.Entry;

namespace XenGuest.Machine.Tests.Entry;

/// <summary>The entry object, written to a file that lasts as long as the test, and binutils on it.</summary>
internal sealed class EntryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-entry-").FullName;

    public EntryFile()
    {
        using FileStream output = File.Create(Path);
        EntryObject.Build().Write(output);
    }

    public string Path => InFolder("entry.o");

    public string InFolder(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Runs a program of binutils.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> complaint = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {complaint.Result}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
