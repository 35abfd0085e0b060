using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Xen;

/// <summary>Time: nanoseconds of Xen's system time, never going back, and the wall clock.</summary>
/// <remarks>
/// Reads the vcpu_time_info that Xen writes into a memory area of Machine's own, one for each vCPU, so that it does not depend on where Kernel
/// puts vcpu_info. Where Xen refuses that area, the same numbers come from CPUID.
/// </remarks>
internal static unsafe class Clock
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private static ulong s_last;
    private static ulong s_wallClockAtZero;

    /// <summary>Starts the clock of the CPU that this code runs on.</summary>
    internal static void Start(CpuBlock* cpu)
    {
        VcpuTimeInfo* time = TimeOf(cpu);
        ulong address = (ulong)time;
        if (Hypercalls.VcpuOp(VcpuCommand.RegisterVcpuTimeMemoryArea, cpu->Index, &address) != 0)
        {
            ReadCpuid(time);
        }
    }

    /// <summary>Nanoseconds since Xen booted. The caller holds the kernel lock.</summary>
    internal static ulong Now()
    {
        VcpuTimeInfo time = ReadTime();
        ulong now = SystemTime.At(&time, Instructions.ReadTsc());
        s_last = now > s_last ? now : s_last;
        return s_last;
    }

    /// <summary>Nanoseconds since 1970.</summary>
    internal static ulong WallClock()
    {
        if (s_wallClockAtZero == 0)
        {
            ReadWallClock();
        }

        return s_wallClockAtZero + Now();
    }

    /// <summary>The time at which the time stamp counter had a value.</summary>
    internal static ulong AtTsc(ulong tsc)
    {
        VcpuTimeInfo time = ReadTime();
        return SystemTime.At(&time, tsc);
    }

    /// <summary>The time of the machine's clock at a wall-clock time; 0 for one before the machine's.</summary>
    internal static ulong FromWallClock(ulong wallClock)
    {
        _ = WallClock();
        return wallClock > s_wallClockAtZero ? wallClock - s_wallClockAtZero : 0;
    }

    private static VcpuTimeInfo* TimeOf(CpuBlock* cpu) => (VcpuTimeInfo*)cpu->Time;

    private static VcpuTimeInfo ReadTime()
    {
        // Xen makes the version odd, writes, and makes it even: values between two equal even versions belong together.
        VcpuTimeInfo* shared = TimeOf(Cpu.Current);
        while (true)
        {
            uint version = Volatile32(&shared->Version);
            VcpuTimeInfo time = *shared;
            if ((version & 1) == 0 && Volatile32(&shared->Version) == version)
            {
                return time;
            }
        }
    }

    private static void ReadCpuid(VcpuTimeInfo* time)
    {
        uint* registers = stackalloc uint[4];
        Instructions.Cpuid(Hypercalls.CpuidBase + 3, 1, registers);
        time->TscToSystemMultiplier = registers[2];
        time->TscShift = (sbyte)registers[3];
    }

    /// <summary>
    /// Maps shared_info to read when system time was zero: the first time that anybody asks for the date, for mapping is dear. The
    /// page is Kernel's; mapped twice it is the same page with the same content.
    /// </summary>
    private static void ReadWallClock()
    {
        XenAddToPhysmap<ulong> request = default;
        request.Domain = ReservedDomains.Self;
        request.Space = (uint)PhysmapSpace.SharedInfo;
        request.GuestFrame = ImageSymbols.SharedInfoPage / PhysicalMemory.PageSize;
        if (Hypercalls.MemoryOp(MemoryCommand.AddToPhysmap, &request) != 0)
        {
            Stop.With("Xen refused to map shared_info"u8);
        }

        SharedInfo64* shared = (SharedInfo64*)ImageSymbols.SharedInfoPage;
        uint version;
        do
        {
            version = Volatile32(&shared->WallClockVersion);
            ulong seconds = shared->WallClockSeconds | ((ulong)shared->WallClockSecondsHigh << 32);
            s_wallClockAtZero = (seconds * NanosecondsPerSecond) + shared->WallClockNanoseconds;
        }
        while ((version & 1) != 0 || Volatile32(&shared->WallClockVersion) != version);
    }

    private static uint Volatile32(uint* word) => ((VolatileWord*)word)->Value;

    private struct VolatileWord
    {
        internal volatile uint Value;
    }
}
