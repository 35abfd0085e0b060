using System;
using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>CPUs on the host's heap, all online; the first runs the test. Nobody waits to run, and no timer is set.</summary>
internal sealed unsafe class CpuBlocks : IDisposable
{
    private readonly ThreadBlocks _idle;

    public CpuBlocks(int count)
    {
        MachineState.Reset(typeof(CpuTable));
        MachineState.Reset(typeof(RunQueue));
        MachineState.Reset(typeof(OtherCpus));
        MachineState.Reset(typeof(Scheduler));
        MachineState.Reset(typeof(TimerQueue));
        MachineState.Reset(typeof(FutexTable));
        LocalApic.Armed.Clear();
        LocalApic.Sent.Clear();
        LocalApic.Interrupted = null;
        _idle = new ThreadBlocks(count);
        for (int i = 0; i < count; i++)
        {
            CpuBlock* cpu = (CpuBlock*)NativeMemory.AllocZeroed((nuint)sizeof(CpuBlock));
            cpu->Index = (uint)i;
            cpu->IsOnline = 1;
            cpu->ArmedDeadline = ulong.MaxValue;
            cpu->ArmedSlice = ulong.MaxValue;
            cpu->Idle = _idle[i];
            _idle[i]->Id = -1 - i;
            CpuTable.Add(cpu);
        }

        Cpu.Current = this[0];
    }

    public CpuBlock* this[int index] => CpuTable.Get((uint)index);

    public void Dispose()
    {
        for (int i = 0; i < CpuTable.Count; i++)
        {
            NativeMemory.Free(this[i]);
        }

        Cpu.Current = null;
        MachineState.Reset(typeof(CpuTable));
        _idle.Dispose();
    }
}
