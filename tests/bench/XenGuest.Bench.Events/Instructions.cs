namespace XenGuest.Bench.Events;

/// <summary>
/// Marks what callgrind is to count: it runs this program with --collect-atstart=no, and each region ends with a dump named after it.
/// </summary>
internal static unsafe class Instructions
{
    private const uint Upcalls = 10;

    /// <summary>The name of a region.</summary>
    public static string Region(Point point, Side side) => $"{point}, {side.Name}";

    /// <summary>How many events a region has.</summary>
    public static uint EventsOf(Point point) => Upcalls * point.Pending;

    /// <summary>Runs some upcalls of a side in a region of its own.</summary>
    public static void Count(Point point, Side side)
    {
        side.Upcall();
        point.Domain.Forget();
        fixed (uint* ports = point.Ports)
        {
            Reference.CountingBegins();
            for (int i = 0; i < Upcalls; i++)
            {
                point.Domain.Raise(ports, point.Pending);
                Reference.CountingToggles();
                side.Upcall();
                Reference.CountingToggles();
            }

            Reference.CountingEnds(Region(point, side));
        }

        if (side is not Nothing)
        {
            point.Domain.Insist(side, point.Ports, Upcalls);
        }
        else
        {
            point.Domain.Ours.Upcall();
        }
    }
}
