using System.IO;

namespace XenGuest.Xg.Terminal;

/// <summary>The file of <c>--json FILE</c>, and of other options that name a result.</summary>
internal static class ResultFile
{
    /// <summary>Looks whether there is a place for the file, before the command takes its time.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">What the user gave, or null for no file.</param>
    /// <exception cref="XgException">There is none.</exception>
    public static void Demand(string option, string? file)
    {
        const string Mend = "give the name of a file in a folder that exists";
        if (file is null)
        {
            return;
        }

        if (file.Length == 0 || Directory.Exists(file))
        {
            throw new XgException($"{option} {file}: not the name of a file", Mend);
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder))
        {
            throw new XgException($"{option} {file}: there is no folder {folder}", Mend);
        }
    }
}
