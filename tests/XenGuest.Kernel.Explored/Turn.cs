using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>What one thread gives and another takes, once for each time it was given.</summary>
/// <remarks>Whoever waits sleeps at once: only one thread of a schedule can go on, and spinning would take the processor from it.</remarks>
internal sealed class Turn
{
    private readonly object _lock = new();
    private int _given;

    internal void Give()
    {
        lock (_lock)
        {
            _given++;
            Monitor.Pulse(_lock);
        }
    }

    internal void Take()
    {
        lock (_lock)
        {
            while (_given == 0)
            {
                Monitor.Wait(_lock);
            }

            _given--;
        }
    }
}
