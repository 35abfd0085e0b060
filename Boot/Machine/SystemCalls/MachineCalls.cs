using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>The calls that only this platform has: what the guest library stands on.</summary>
internal static unsafe class MachineCalls
{
    internal static long Handle(CpuBlock* cpu, ThreadBlock* thread, MachineCall call, in Arguments a)
    {
        switch (call)
        {
            case MachineCall.ReadFacts:
                return ReadFacts(cpu, a.First);
            case MachineCall.AttachUpcall when a.First != cpu->Index || !ImageLayout.Contains(a.Second, a.Second) || !UserMemory.CanWrite(a.Second, 1):
                return -Errno.Invalid;
            case MachineCall.AttachUpcall:
                return Upcall.Attach(cpu, (byte*)a.Second);
            case MachineCall.WaitUpcall when a.First != cpu->Index:
                return -Errno.Invalid;
            case MachineCall.WaitUpcall:
                return Upcall.Wait(cpu, thread, (uint)a.Second);
            case MachineCall.EndMachine:
                Power.Off((uint)a.First);
                return 0;
            case MachineCall.SystemTime:
                return (long)Clock.Now();
            case MachineCall.ReadCounts:
                return ReadCounts(cpu, a.First);
            default:
                return -Errno.NoSystemCall;
        }
    }

    private static long ReadCounts(CpuBlock* cpu, ulong destination)
    {
        if (!UserMemory.CanWrite(destination, (ulong)sizeof(MachineCounts)))
        {
            return -Errno.Fault;
        }

        MachineCounts* counts = (MachineCounts*)destination;
        counts->TimerInterrupts = cpu->TimerInterrupts;
        counts->ThreadSwitches = cpu->ThreadSwitches;
        counts->DroppedInterrupts = cpu->DroppedInterrupts;
        counts->AvailableFrames = FrameAllocator.Available;
        counts->Threads = (ulong)ThreadTable.Count;
        return 0;
    }

    private static long ReadFacts(CpuBlock* cpu, ulong destination)
    {
        if (!UserMemory.CanWrite(destination, (ulong)sizeof(MachineFacts)))
        {
            return -Errno.Fault;
        }

        MachineFacts* facts = (MachineFacts*)destination;
        facts->HypercallByPage = (void*)ImageSymbols.HypercallByPage;
        facts->HypercallDirect = (void*)Hypercalls.DirectTrampoline;
        facts->CpuidBase = Hypercalls.CpuidBase;
        facts->UpcallVector = Vector.Upcall;
        facts->SharedInfoPage = (void*)ImageSymbols.SharedInfoPage;
        facts->VcpuInfoPage = (void*)ImageSymbols.VcpuInfoPage;
        facts->StartInfo = BootInformation.StartInfo;
        facts->CommandLine = BootInformation.CommandLine;
        facts->MemoryMap = BootInformation.Map;
        facts->MemoryMapCount = BootInformation.MapCount;
        facts->CpuCount = 1;
        facts->UpcallCounts = &cpu->UpcallCount;
        facts->UpcallCountStride = (ulong)sizeof(CpuBlock);
        facts->EntryTime = Clock.AtTsc(*ImageSymbols.EntryTsc);
        facts->ProgramTime = Boot.ProgramTime;
        facts->FirstOutputTime = FileCalls.FirstOutputTime;
        facts->TotalFrames = FrameAllocator.Total;
        return 0;
    }
}
