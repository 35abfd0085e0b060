using System.Runtime;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Traps;

/// <summary>NMIs: whoever sends one (<c>xl trigger DOMAIN nmi</c>) wants to know what a vCPU is doing.</summary>
internal static unsafe class NonMaskable
{
    /// <summary>Says where a CPU was when an NMI came, if one has come since. The caller holds the kernel lock.</summary>
    internal static void Report(CpuBlock* cpu)
    {
        uint count = cpu->NonMaskableCount;
        if (count == cpu->NonMaskableReported)
        {
            return;
        }

        cpu->NonMaskableReported = count;
        TextLine line = default;
        line.Add("machine: NMI "u8);
        line.AddDecimal(count);
        line.Add(" of vCPU "u8);
        line.AddDecimal(cpu->Index);
        line.Add(cpu->IsIdle != 0 ? ", which was idle"u8 : ", which ran thread "u8);
        if (cpu->IsIdle == 0)
        {
            line.AddDecimal((ulong)cpu->Current->Id);
        }

        line.Write();
        FaultReport.At(cpu->NonMaskablePlace);
    }

    /// <summary>Writes it down. It may have come in the middle of anything, with the lock in whose hands ever: nothing else is touched.</summary>
    [RuntimeExport("machine_nonmaskable")]
    private static void Take(RegisterFrame* registers)
    {
        CpuBlock* cpu = Cpu.Current;
        cpu->NonMaskablePlace = registers->Rip;
        cpu->NonMaskableCount++;
        LocalApic.SendToSelf(Vector.Reschedule);
    }
}
