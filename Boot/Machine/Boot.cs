using System.Runtime;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine;

/// <summary>From the entry's 64-bit code to the program's first instruction.</summary>
internal static unsafe class Boot
{
    /// <summary>When the entry's first instruction ran, in nanoseconds of system time.</summary>
    internal static ulong EntryTime { get; private set; }

    /// <summary>When the program was entered, in nanoseconds of system time.</summary>
    internal static ulong ProgramTime { get; private set; }

    [RuntimeExport("machine_start")]
    private static ThreadBlock* Start(HvmStartInfo* startInfo)
    {
        Hypercalls.Start();
        if (!Hypercalls.IsPresent)
        {
            Stop.With("no Xen found: this image is a guest of Xen"u8);
        }

        // A dom0 writes to Xen's own console, and has no xenstore but what it runs itself.
        if (startInfo != null && (startInfo->Flags & StartFlags.InitialDomain) == 0)
        {
            RingConsole.Start();
            StorePage.Start();
        }

        BootInformation.Copy(startInfo);
        PlatformOptions.Read(BootInformation.CommandLine);
        ImageLayout.Measure();
        BootInformation.FindUsableMemory();
        FrameAllocator.Start();

        PageTables.Start();
        ImageLayout.MapSegments();
        DirectMap.Build();
        PageTables.Load();
        PhysicalMemory.UseDirectMap();

        Cpu.StartFirst();
        LocalApic.Start();
        Clock.Start(Cpu.Current);
        Entropy.Start();
        ProtectStacks();
        AddressSpace.Start();
        KernelLock.Acquire(Cpu.Current);
        SecondaryCpus.Start();

        ThreadBlock* first = ProgramStart.CreateFirstThread();
        EntryTime = Clock.AtTsc(*ImageSymbols.EntryTsc);
        ProgramTime = Clock.Now();
        KernelLock.Release();
        return first;
    }

    /// <summary>
    /// Gives the cookie that methods with a buffer on the stack check a value nobody can guess. No such method may be on the stack
    /// meanwhile: it would find another cookie than it left.
    /// </summary>
    private static void ProtectStacks()
    {
        ulong cookie = Entropy.Word();
        *ImageSymbols.SecurityCookie = cookie;
    }
}
