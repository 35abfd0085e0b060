using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>The calls that only this platform has: what the guest library stands on.</summary>
internal static unsafe class MachineCalls
{
    internal static long Handle(ThreadBlock* thread, MachineCall call, in Arguments a)
    {
        switch (call)
        {
            case MachineCall.ReadFacts:
                return ReadFacts(a.First);
            case MachineCall.DescribeVcpu or MachineCall.AttachUpcall or MachineCall.WaitUpcall when a.First >= CpuTable.Count:
                return -Errno.Invalid;
            case MachineCall.DescribeVcpu:
                return DescribeVcpu(CpuTable.Get((uint)a.First), a.Second);
            case MachineCall.AttachUpcall when !ImageLayout.Contains(a.Second, a.Second) || !UserMemory.CanWrite(a.Second, 1):
                return -Errno.Invalid;
            case MachineCall.AttachUpcall:
                return Upcall.Attach(CpuTable.Get((uint)a.First), (byte*)a.Second);
            case MachineCall.WaitUpcall:
                return Upcall.Wait(CpuTable.Get((uint)a.First), thread, (uint)a.Second);
            case MachineCall.EndMachine:
                Power.Off((uint)a.First);
                return 0;
            case MachineCall.SystemTime:
                return (long)Clock.SystemTimeNow();
            case MachineCall.ReadCounts:
                return ReadCounts(a.First);
            case MachineCall.TakeConsoleEvent when !RingConsole.IsThere:
                return -Errno.Invalid;
            case MachineCall.TakeConsoleEvent:
                RingConsole.TakeEvent();
                return 0;
            case MachineCall.EndBy:
                return Power.EndBy((ShutdownReason)a.First);
            case MachineCall.Suspend:
                return Suspension.Suspend((uint)a.First);
            case MachineCall.LendFrame:
                return FrameCalls.Lend(a.First);
            case MachineCall.TakeFrames:
                return FrameCalls.Take(a.First, a.Second, a.Third);
            case MachineCall.GiveFrames:
                return FrameCalls.Give(a.First, a.Second);
            default:
                return -Errno.NoSystemCall;
        }
    }

    private static long DescribeVcpu(CpuBlock* cpu, ulong destination)
    {
        if (!UserMemory.CanWrite(destination, (ulong)sizeof(VcpuFacts)))
        {
            return -Errno.Fault;
        }

        VcpuFacts* facts = (VcpuFacts*)destination;
        facts->UpcallCount = &cpu->UpcallCount;
        facts->VcpuInfo = (void*)(ImageSymbols.VcpuInfoPages + (cpu->Index * SecondaryCpus.VcpuInfoSize));
        facts->VcpuInfoRefusal = cpu->VcpuInfoRefusal;
        return 0;
    }

    private static long ReadCounts(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, (ulong)sizeof(MachineCounts)))
        {
            return -Errno.Fault;
        }

        MachineCounts* counts = (MachineCounts*)destination;
        *counts = default;
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuBlock* cpu = CpuTable.Get(i);
            counts->TimerInterrupts += cpu->TimerInterrupts;
            counts->ThreadSwitches += cpu->ThreadSwitches;
            counts->DroppedInterrupts += cpu->DroppedInterrupts;
            counts->ServedRequests += cpu->ServedRequests;
            counts->OnlineCpus += cpu->IsOnline;
        }

        counts->AvailableFrames = FrameAllocator.Available;
        counts->Threads = (ulong)ThreadTable.Count;
        return 0;
    }

    private static long ReadFacts(ulong destination)
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
        facts->VcpuUpcallVector = Vector.UpcallOfVcpu;
        facts->SharedInfoPage = (void*)ImageSymbols.SharedInfoPage;
        facts->StartInfo = BootInformation.StartInfo;
        facts->CommandLine = BootInformation.CommandLine;
        facts->MemoryMap = BootInformation.Map;
        facts->MemoryMapCount = BootInformation.MapCount;
        facts->ConsolePort = RingConsole.Port;
        facts->Modules = BootModules.All;
        facts->ModuleCount = BootModules.Count;
        facts->StorePage = StorePage.IsThere ? (void*)PhysicalMemory.DirectAddress(StorePage.Address) : null;
        facts->StorePort = StorePage.Port;
        facts->CpuCount = CpuTable.Count;
        facts->EntryTime = Boot.EntryTime;
        facts->ProgramTime = Boot.ProgramTime;
        facts->FirstOutputTime = FileCalls.FirstOutputTime;
        facts->TotalFrames = FrameAllocator.Total;
        return 0;
    }
}
