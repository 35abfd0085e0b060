using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>The console of one guest: the file on the share to which xenconsoled writes it.</summary>
/// <remarks>
/// It is read here, on the host: nothing stands between xenconsoled's write and this reader but the share, and nothing is lost when the guest is
/// destroyed. The guest's last words are safe when it is kept after its end until the file has not grown for <see cref="TimeToDrain"/>: the event of
/// the guest is older than its end, and xenconsoled answers a guest's events late by no more than 200 ms (its limit of 30 events in that time).
/// </remarks>
internal sealed class ConsoleFile : IDisposable
{
    /// <summary>How long the file of a guest that has ended must not have grown.</summary>
    public static readonly TimeSpan TimeToDrain = TimeSpan.FromMilliseconds(400);

    private const int BufferSize = 16 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly string _path;
    private readonly LineAssembler _lines;
    private readonly byte[] _buffer = new byte[BufferSize];
    private FileStream? _file;

    /// <summary>For the file of one guest, which need not be there yet.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="line">Takes each line as it comes.</param>
    public ConsoleFile(string path, Action<string> line)
    {
        _path = path;
        _lines = new LineAssembler(line);
    }

    /// <summary>Reads what comes until nothing more can come.</summary>
    /// <param name="hasEnded">Completes when the guest has ended, and is kept.</param>
    /// <param name="cancellation">Ends it at once.</param>
    public async Task FollowAsync(Task hasEnded, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(s_pause);
        TimeSpan quiet = TimeSpan.Zero;
        while (quiet < TimeToDrain)
        {
            bool hadEnded = hasEnded.IsCompleted;
            bool hasGrown = ReadNew();
            quiet = hadEnded && !hasGrown ? quiet + s_pause : TimeSpan.Zero;
            await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }

        _lines.Complete();
    }

    public void Dispose()
    {
        _file?.Dispose();
    }

    private bool ReadNew()
    {
        if (_file is null && !File.Exists(_path))
        {
            return false;
        }

        _file ??= new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        int count = _file.Read(_buffer);
        _lines.Write(_buffer.AsSpan(0, count));
        return count > 0;
    }
}
