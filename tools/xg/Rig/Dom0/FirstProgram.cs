using System.IO;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision.Dom0;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Joins dom0's files, which hardly ever change, and its first program, which changes with this checkout.</summary>
internal static class FirstProgram
{
    /// <summary>Writes an archive with the program behind one that has all the rest.</summary>
    public static async Task AppendAsync(string fileSystem, string program, string target, CancellationToken cancellation)
    {
        await using FileStream file = File.Create(target);
        await using (FileStream rest = File.OpenRead(fileSystem))
        {
            await rest.CopyToAsync(file, cancellation).ConfigureAwait(false);
        }

        CpioArchive archive = new(file);
        archive.AddFile("init", await File.ReadAllBytesAsync(program, cancellation).ConfigureAwait(false));
        archive.Complete();
    }
}
