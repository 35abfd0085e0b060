using System.Runtime.CompilerServices;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Xen;

/// <summary>Time: Xen's system time, the machine's clock, which never goes back, and the date.</summary>
/// <remarks>
/// Reads the vcpu_time_info that Xen writes into a memory area of Machine's own, one for each vCPU, so that it does not depend on where Kernel
/// puts vcpu_info. Where Xen refuses that area, or the command line says so, the one in vcpu_info is read. The caller holds the kernel lock.
/// </remarks>
internal static unsafe class Clock
{
    /// <summary>Xen writes a vCPU's time on the processor where that vCPU is, so that an update is seen half done only if Xen never ends it.</summary>
    private const int Tries = 1000;

    private static ContinuousTime s_time;
    private static ulong s_dateAtZero;
    private static SharedInfo64* s_shared;

    /// <summary>Starts the clock of the CPU that this code runs on.</summary>
    /// <remarks>Again in a domain that was restored, which Xen writes no area for.</remarks>
    internal static void Start(CpuBlock* cpu)
    {
        cpu->TimePlace = (ulong)cpu->Time;
        if (PlatformOptions.TimeInVcpuInfo || !TryRegister(cpu))
        {
            cpu->TimePlace = TimeInVcpuInfo(cpu);
        }
    }

    /// <summary>A vCPU's vcpu_info lies elsewhere from now on: so does its time, where it is read there.</summary>
    internal static void MoveVcpuInfo(CpuBlock* cpu, ulong vcpuInfo)
    {
        if (cpu->TimePlace != (ulong)cpu->Time)
        {
            cpu->TimePlace = vcpuInfo + SharedInfoLayout.Time;
        }
    }

    /// <summary>In a domain that was restored, perhaps on another host: the machine's clock goes on where it stood.</summary>
    /// <remarks>All CPUs have started their clocks anew, and none has read one since. The next question for the date maps shared_info again.</remarks>
    internal static void GoOnRestored()
    {
        s_shared = null;
        s_time.GoOnFrom(ReadSystemTime());
    }

    /// <summary>Nanoseconds of Xen's system time: since its host booted. What Xen wants where it takes a time.</summary>
    internal static ulong SystemTimeNow() => s_time.Take(ReadSystemTime());

    /// <summary>Nanoseconds of the machine's clock: system time, but that it goes on after a restore.</summary>
    internal static ulong Now() => s_time.Clock(ReadSystemTime());

    /// <summary>Nanoseconds since 1970. It steps where the host's clock is set.</summary>
    internal static ulong WallClock() => DateAtZero() + SystemTimeNow();

    /// <summary>The machine's clock when the time stamp counter had a value.</summary>
    /// <remarks>Not a part of its caller, the boot's first method: that must have no buffer on the stack (<see cref="Boot"/>).</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong AtTsc(ulong tsc)
    {
        VcpuTimeInfo time = ReadTime();
        return SystemTime.At(&time, tsc) + s_time.Offset;
    }

    /// <summary>The time of the machine's clock at a date, as far as can be told now; 0 for one before the machine's.</summary>
    internal static ulong FromWallClock(ulong wallClock)
    {
        ulong zero = DateAtZero();
        return wallClock > zero ? wallClock - zero + s_time.Offset : 0;
    }

    private static bool TryRegister(CpuBlock* cpu)
    {
        ulong address = (ulong)cpu->Time;
        return Hypercalls.VcpuOp(VcpuCommand.RegisterVcpuTimeMemoryArea, cpu->Index, &address) == 0;
    }

    private static ulong TimeInVcpuInfo(CpuBlock* cpu)
    {
        // The first vCPU's is Kernel's to register: until then it is the one in the page.
        s_shared = null;
        bool isPlaced = cpu->Index != 0 && cpu->VcpuInfoRefusal == 0;
        ulong first = isPlaced ? ImageSymbols.VcpuInfoPages : (ulong)SharedInfo()->VcpuInfo;
        return first + (cpu->Index * SecondaryCpus.VcpuInfoSize) + SharedInfoLayout.Time;
    }

    private static ulong ReadSystemTime()
    {
        VcpuTimeInfo time = ReadTime();
        return SystemTime.At(&time, Instructions.ReadTsc());
    }

    private static VcpuTimeInfo ReadTime()
    {
        // Xen makes the version odd, writes, and makes it even: values between two equal even versions belong together.
        VcpuTimeInfo* shared = (VcpuTimeInfo*)Cpu.Current->TimePlace;
        for (int tries = 0; tries < Tries; tries++)
        {
            uint version = ((VolatileWord*)&shared->Version)->Value;
            VcpuTimeInfo time = *shared;
            if ((version & 1) == 0 && ((VolatileWord*)&shared->Version)->Value == version)
            {
                return time;
            }
        }

        Stop.With("Xen does not end its update of a vCPU's time"u8);
        return default;
    }

    /// <summary>Read each time anew: a step of the host's clock shows at the next question for the date.</summary>
    private static ulong DateAtZero()
    {
        if (Xen.WallClock.TryRead(SharedInfo(), out ulong zero))
        {
            s_dateAtZero = zero;
        }

        return s_dateAtZero;
    }

    /// <summary>
    /// Mapped the first time that anybody asks for the date, for mapping is dear. The page is Kernel's; mapped twice it is the same page
    /// with the same content.
    /// </summary>
    private static SharedInfo64* SharedInfo()
    {
        if (s_shared == null)
        {
            XenAddToPhysmap<ulong> request = default;
            request.Domain = ReservedDomains.Self;
            request.Space = (uint)PhysmapSpace.SharedInfo;
            request.GuestFrame = ImageSymbols.SharedInfoPage / PhysicalMemory.PageSize;
            if (Hypercalls.MemoryOp(MemoryCommand.AddToPhysmap, &request) != 0)
            {
                Stop.With("Xen refused to map shared_info"u8);
            }

            s_shared = (SharedInfo64*)ImageSymbols.SharedInfoPage;
        }

        return s_shared;
    }

    private struct VolatileWord
    {
        internal volatile uint Value;
    }
}
