using System;
using System.Linq;
using System.Threading.Tasks;

namespace XenGuest.BootGuests.Stress;

/// <summary>An event goes round all vCPUs, from task to task, as long as the rest of the load lasts: one that is lost stops it.</summary>
internal sealed class EventRing
{
    private readonly GuestEventChannel[] _channels;
    private readonly long[] _taken;
    private readonly Task[] _tasks;
    private volatile bool _stop;

    public EventRing(GuestDomain domain)
    {
        _channels = [.. domain.Vcpus.Select(vcpu => domain.EventChannels.BindInterprocessorInterrupt(vcpu.Id))];
        _taken = new long[_channels.Length];
        _tasks = [.. Enumerable.Range(0, _channels.Length).Select(vcpu => Task.Run(() => PassOnAsync(vcpu)))];
        _channels[0].Notify();
    }

    /// <summary>How often the event was taken so far.</summary>
    public long Taken => _taken.Sum();

    /// <summary>Lets the event come to rest.</summary>
    public void Stop()
    {
        _stop = true;
        Task.WaitAny(_tasks);
        foreach (GuestEventChannel channel in _channels)
        {
            channel.Dispose();
        }

        Task.WaitAll(_tasks);
        Check.That("an event went round all vCPUs, and every one took it as often", _taken.Min() >= _taken.Max() - 1 && _taken.Min() > 10, string.Join(' ', _taken));
    }

    private async Task PassOnAsync(int vcpu)
    {
        try
        {
            while (true)
            {
                await _channels[vcpu].WaitAsync();
                _taken[vcpu]++;
                if (_stop)
                {
                    return;
                }

                _channels[(vcpu + 1) % _channels.Length].Notify();
            }
        }
        catch (ObjectDisposedException)
        {
            // The event has come to rest at another.
        }
    }
}
