using System.Threading;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>The thread that handles the events of one vCPU.</summary>
internal sealed unsafe class EventThread
{
    private readonly UpcallDispatcher _dispatcher;
    private readonly uint* _upcallCount;

    private EventThread(UpcallDispatcher dispatcher)
    {
        _dispatcher = dispatcher;
        _upcallCount = MachinePlatform.ReadVcpuFacts(dispatcher.Vcpu.Value).UpcallCount;
    }

    internal static void Start(UpcallDispatcher dispatcher)
    {
        EventThread events = new(dispatcher);
        new Thread(events.Run) { IsBackground = true, Name = "events of vCPU " + dispatcher.Vcpu.Value }.UnsafeStart();
    }

    /// <summary>
    /// The count is read first: an upcall that comes while the events are looked for, or after, changes it, and the wait returns
    /// at once. So nothing falls between the look and the sleep.
    /// </summary>
    private void Run()
    {
        MachinePlatform.StayOn(_dispatcher.Vcpu.Value);
        while (true)
        {
            uint seen = Volatile.Read(ref *_upcallCount);
            while (Dispatch())
            {
                Thread.Yield();
            }

            MachinePlatform.WaitUpcall(_dispatcher.Vcpu.Value, seen);
        }
    }

    private bool Dispatch()
    {
        // Whoever resets the event channels holds every dispatcher.
        lock (_dispatcher)
        {
            return _dispatcher.Dispatch();
        }
    }
}
