using System;
using System.IO;

namespace XenGuest.Xg.Rig;

/// <summary>Looks programs up as a shell does.</summary>
internal static class SearchPath
{
    private const string ForRootOnly = "/usr/sbin:/sbin";

    /// <summary>The file of a program.</summary>
    /// <returns>Its path; null where it is not installed.</returns>
    public static string? Find(string program)
    {
        if (program.Contains('/'))
        {
            return File.Exists(program) ? program : null;
        }

        string path = $"{Environment.GetEnvironmentVariable("PATH")}:{ForRootOnly}";
        foreach (string folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string file = Path.Combine(folder, program);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
