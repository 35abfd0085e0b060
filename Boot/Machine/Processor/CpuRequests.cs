using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Processor;

/// <summary>What a CPU that holds the kernel lock has all others do before it goes on.</summary>
/// <remarks>
/// One at a time: only who holds the lock asks. Another CPU is in one of these places:
/// <list type="number">
/// <item>In the program: the interrupt makes it serve, without the lock.</item>
/// <item>Waiting for the lock, interrupts off: it looks for requests while it waits.</item>
/// <item>On its way from the program to the lock or back, interrupts off: it comes to 2 or 1 within some instructions.</item>
/// <item>Idle: it touches no address of the program, and has to take the lock before it does.</item>
/// </list>
/// </remarks>
internal static unsafe class CpuRequests
{
    /// <summary>Returns when every other CPU has done what is asked.</summary>
    internal static void Demand(CpuRequest request)
    {
        uint count = CpuTable.Count;
        if (count == 1)
        {
            return;
        }

        CpuBlock* self = Cpu.Current;
        for (uint i = 0; i < count; i++)
        {
            CpuBlock* other = CpuTable.Get(i);
            if (other == self || other->IsOnline == 0)
            {
                continue;
            }

            if (other->IsIdle != 0 && request != CpuRequest.FlushTables)
            {
                other->MustFlush |= request == CpuRequest.FlushTranslations ? (byte)1 : (byte)0;
                continue;
            }

            // Not a plain store: an x2APIC sends the interrupt without waiting for those.
#pragma warning disable CS0420 // The exchange is more than volatile.
            _ = Instructions.Exchange32((uint*)&other->Request, (uint)request);
#pragma warning restore CS0420
            LocalApic.Send(other, Vector.Request);
        }

        for (uint i = 0; i < count; i++)
        {
            while (CpuTable.Get(i)->Request != CpuRequest.None)
            {
                Instructions.Pause();
            }
        }
    }

    /// <summary>Does what another CPU asks of this one, if anything. Called with or without the lock, interrupts off.</summary>
    internal static void Serve(CpuBlock* cpu)
    {
        if (cpu->Request == CpuRequest.None)
        {
            return;
        }

        cpu->ServedRequests++;
        if (cpu->Request != CpuRequest.Barrier)
        {
            PageTables.Load();
        }

        // Stores are seen in their order, so all that this CPU wrote before is seen with the answer. Nothing that it reads from here on
        // is older than the request, and so than what the other CPU wrote before.
        cpu->Request = CpuRequest.None;
    }
}
