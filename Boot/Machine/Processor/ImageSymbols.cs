using System.Runtime;
using System.Runtime.CompilerServices;

namespace XenGuest.Machine.Processor;

/// <summary>Places that Boot/Entry or the linker names. They are not called: only their addresses are taken.</summary>
internal static unsafe class ImageSymbols
{
    internal static ulong Header => (ulong)(delegate*<void>)&ImageHeader;

    internal static ulong ApplicationEntry => (ulong)(delegate*<void>)&Application;

    internal static ulong TrapStubs => (ulong)(delegate*<void>)&Stubs;

    internal static ulong SystemCall => (ulong)(delegate*<void>)&SystemCallEntry;

    internal static ulong Idle => (ulong)(delegate*<void>)&IdleLoop;

    internal static ulong CpuStart => (ulong)(delegate*<void>)&SecondaryCpuStart;

    internal static ulong BootStackGuard => (ulong)(delegate*<void>)&Guard;

    internal static ulong* EntryTsc => (ulong*)(delegate*<void>)&EntryTimestamp;

    internal static ulong* SecurityCookie => (ulong*)(delegate*<void>)&Cookie;

    internal static ulong HypercallPage => (ulong)(delegate*<void>)&Page;

    internal static ulong HypercallByPage => (ulong)(delegate*<void>)&ByPage;

    internal static ulong HypercallByVmcall => (ulong)(delegate*<void>)&ByVmcall;

    internal static ulong HypercallByVmmcall => (ulong)(delegate*<void>)&ByVmmcall;

    internal static ulong SharedInfoPage => (ulong)(delegate*<void>)&SharedInfo;

    internal static ulong VcpuInfoPages => (ulong)(delegate*<void>)&VcpuInfo;

    [RuntimeImport("*", "__ehdr_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ImageHeader();

    [RuntimeImport("*", "_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Application();

    [RuntimeImport("*", "xenguest_trap_stubs")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Stubs();

    [RuntimeImport("*", "xenguest_system_call")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void SystemCallEntry();

    [RuntimeImport("*", "xenguest_idle")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void IdleLoop();

    [RuntimeImport("*", "xenguest_cpu_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void SecondaryCpuStart();

    [RuntimeImport("*", "xenguest_boot_stack_guard")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Guard();

    [RuntimeImport("*", "xenguest_entry_tsc")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void EntryTimestamp();

    [RuntimeImport("*", "machine_security_cookie")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Cookie();

    [RuntimeImport("*", "xenguest_hypercall_page")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Page();

    [RuntimeImport("*", "xenguest_hypercall_by_page")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ByPage();

    [RuntimeImport("*", "xenguest_hypercall_vmcall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ByVmcall();

    [RuntimeImport("*", "xenguest_hypercall_vmmcall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ByVmmcall();

    [RuntimeImport("*", "xenguest_shared_info")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void SharedInfo();

    [RuntimeImport("*", "xenguest_vcpu_info")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void VcpuInfo();
}
