using System;
using System.Linq;

namespace XenGuest.BootGuests.GarbageCollection;

internal static class Churn
{
    private const int Alive = 100_000;
    private const int Total = 1_000_000;

    public static void Run()
    {
        int before = GC.CollectionCount(0);
        Node?[] alive = new Node?[Alive];
        for (int i = 0; i < Total; i++)
        {
            int place = (int)((uint)i * 2_654_435_761u % Alive);
            alive[place] = new Node(place, alive[(place + 1) % Alive] is Node other ? other.Place : place, $"{place}");
        }

        Check.That("the collector ran", GC.CollectionCount(0) > before, $"{GC.CollectionCount(0) - before} collections, {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms of pauses in all");
        Check.That("what is alive is unharmed", alive.Select(static (node, place) => node is null || (node.Place == place && node.Text == $"{place}")).All(static right => right));
    }

    private sealed record Node(int Place, int Neighbour, string Text);
}
