using System;
using System.IO;
using System.Text;

namespace XenGuest.BootGuests.Platform;

internal static class Files
{
    public static void Run()
    {
        Check.Throws<FileNotFoundException>("reading a file", static () => File.ReadAllText("/file"));
        Check.Throws<DirectoryNotFoundException>("reading one in a folder", static () => File.ReadAllText("/folder/file"));
        Check.Throws<IOException>("writing one", static () => File.WriteAllText("/file", "text"));
        Check.Throws<DirectoryNotFoundException>("listing a folder", static () => Directory.GetFiles("/folder"));
        Check.Throws<UnauthorizedAccessException>("listing the root", static () => Directory.GetFiles("/"));
        Check.Throws<IOException>("making a folder", static () => Directory.CreateDirectory("/folder"));
        Check.That("no file exists", !File.Exists("/file") && !Directory.Exists("/folder") && Directory.Exists("/"));
        Check.Equal("the current folder is the root", "/", Environment.CurrentDirectory);

        byte[] bytes = new byte[8];
        using FileStream random = File.OpenRead("/dev/urandom");
        random.ReadExactly(bytes);
        Check.That("but there is /dev/urandom", BitConverter.ToUInt64(bytes) != 0);
        using MemoryStream memory = new(Encoding.UTF8.GetBytes("a stream in memory\n"));
        Check.Equal("and streams need no file", "a stream in memory", new StreamReader(memory).ReadLine());
    }
}
