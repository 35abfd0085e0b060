using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace XenGuest.BootGuests.GarbageCollection;

internal static class Finalizers
{
    private const int Count = 1000;

    private static int s_finalized;

    public static void Run()
    {
        WeakReference first = MakeGarbage();
        object kept = new();
        WeakReference second = new(kept);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Check.Equal("every dead object was finalized", Count, s_finalized);
        Check.That("a weak reference to garbage is empty", !first.IsAlive);
        Check.That("a weak reference to what is alive is not", ReferenceEquals(second.Target, kept));
        GC.KeepAlive(kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference MakeGarbage()
    {
        for (int i = 0; i < Count; i++)
        {
            _ = new Finalizable();
        }

        return new WeakReference(new object());
    }

    private sealed class Finalizable
    {
        ~Finalizable()
        {
            Interlocked.Increment(ref s_finalized);
        }
    }
}
