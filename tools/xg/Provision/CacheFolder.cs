using System;
using System.IO;

namespace XenGuest.Xg.Provision;

/// <summary>The folder for what was downloaded: <c>$XDG_CACHE_HOME/xenguest</c>, or <c>~/.cache/xenguest</c>.</summary>
internal static class CacheFolder
{
    /// <summary>Its path; the folder need not exist.</summary>
    public static string Root
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(string.IsNullOrEmpty(cache) ? Path.Combine(home, ".cache") : cache, "xenguest");
        }
    }

    /// <summary>The path of a file in the cache.</summary>
    public static string File(string name) => Path.Combine(Root, name);

    /// <summary>Puts a file into the cache in one step, so that nobody ever sees half of it.</summary>
    /// <param name="name">Its name in the cache.</param>
    /// <param name="write">Writes it.</param>
    public static void Put(string name, Action<Stream> write)
    {
        Directory.CreateDirectory(Root);
        string part = File($".{name}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        try
        {
            using (FileStream stream = System.IO.File.Create(part))
            {
                write(stream);
            }

            System.IO.File.Move(part, File(name), overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }
}
