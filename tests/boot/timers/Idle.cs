using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Timers;

internal static class Idle
{
    public static void Run()
    {
        // What the parts before left behind, such as the pool's threads and their time-outs, may still interrupt: the quietest
        // of five seconds counts.
        ulong fewest = Enumerable.Range(0, 5).Min(static _ =>
        {
            ulong before = Machine.Counts.TimerInterrupts;
            Thread.Sleep(1000);
            return Machine.Counts.TimerInterrupts - before;
        });
        Check.That("a second asleep takes a timer interrupt or two", fewest is >= 1 and <= 4, $"{fewest}");
    }
}
