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

            Send(other, request);
        }

        AwaitAll(CpuRequest.None);
    }

    /// <summary>Returns when every other CPU stands still: none of them reads a clock, takes an interrupt or enters Xen.</summary>
    internal static void StandStill()
    {
        CpuBlock* self = Cpu.Current;
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuBlock* other = CpuTable.Get(i);
            if (other != self && other->IsOnline != 0)
            {
                Send(other, CpuRequest.StandStill);
            }
        }

        AwaitAll(CpuRequest.StandsStill);
    }

    /// <summary>Lets the CPUs that stand still go on; returns when each has done what comes first.</summary>
    /// <param name="first"><see cref="CpuRequest.None"/>, or <see cref="CpuRequest.GoOnRestored"/>.</param>
    internal static void GoOn(CpuRequest first)
    {
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuBlock* other = CpuTable.Get(i);
            if (other->Request == CpuRequest.StandsStill)
            {
                other->Request = first;
            }
        }

        AwaitAll(CpuRequest.None);
    }

    /// <summary>Does what another CPU asks of this one, if anything. Called with or without the lock, interrupts off.</summary>
    internal static void Serve(CpuBlock* cpu)
    {
        if (cpu->Request == CpuRequest.None)
        {
            return;
        }

        cpu->ServedRequests++;
        if (cpu->Request == CpuRequest.StandStill)
        {
            ServeStandStill(cpu);
            return;
        }

        if (cpu->Request != CpuRequest.Barrier)
        {
            PageTables.Load();
        }

        // Stores are seen in their order, so all that this CPU wrote before is seen with the answer. Nothing that it reads from here on
        // is older than the request, and so than what the other CPU wrote before.
        cpu->Request = CpuRequest.None;
    }

    private static void ServeStandStill(CpuBlock* cpu)
    {
        cpu->Request = CpuRequest.StandsStill;
        while (cpu->Request == CpuRequest.StandsStill)
        {
            Instructions.Pause();
        }

        if (cpu->Request == CpuRequest.GoOnRestored)
        {
            SecondaryCpus.GoOnRestored(cpu);
            cpu->Request = CpuRequest.None;
        }
    }

    private static void Send(CpuBlock* other, CpuRequest request)
    {
        // Not a plain store: an x2APIC sends the interrupt without waiting for those.
#pragma warning disable CS0420 // The exchange is more than volatile.
        _ = Instructions.Exchange32((uint*)&other->Request, (uint)request);
#pragma warning restore CS0420
        LocalApic.Send(other, Vector.Request);
    }

    /// <summary>Waits until no other CPU has a request but one that says that it is done.</summary>
    private static void AwaitAll(CpuRequest done)
    {
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuBlock* other = CpuTable.Get(i);
            while (other->Request != done && other->Request != CpuRequest.None)
            {
                Instructions.Pause();
            }
        }
    }
}
