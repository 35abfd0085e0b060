// xen/include/public/hvm/hvm_vcpu.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/hvm/hvm_vcpu.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>In which mode a vCPU starts (<c>VCPU_HVM_MODE_*</c>).</summary>
[XenConstants("hvm/hvm_vcpu.h")]
public enum VcpuHvmMode : uint
{
    /// <summary>
    /// <c>VCPU_HVM_MODE_32B</c>: 32-bit or compatibility mode: <see cref="VcpuHvmContext.X86Bits32"/> holds.
    /// </summary>
    [XenConstant("VCPU_HVM_MODE_32B")] Bits32 = 0,

    /// <summary><c>VCPU_HVM_MODE_64B</c>: long mode: <see cref="VcpuHvmContext.X86Bits64"/> holds.</summary>
    [XenConstant("VCPU_HVM_MODE_64B")] Bits64 = 1,
}

/// <summary>The first state of a vCPU in 32-bit mode.</summary>
/// <remarks>
/// Access rights:
/// <code>
///  15 ... 12  11  10    9   8    7   6...5  4   3 ... 0
/// [0        ][G ][D/B][L ][AVL][P ][DPL  ][S ][type    ]
/// </code>
/// </remarks>
[XenAbi("hvm/hvm_vcpu.h", "vcpu_hvm_x86_32")]
[StructLayout(LayoutKind.Explicit, Size = 120)]
public unsafe struct VcpuHvmX86Bits32
{
    /// <summary>Register EAX.</summary>
    [FieldOffset(0), XenField("eax")] public uint Eax;

    /// <summary>Register ECX.</summary>
    [FieldOffset(4), XenField("ecx")] public uint Ecx;

    /// <summary>Register EDX.</summary>
    [FieldOffset(8), XenField("edx")] public uint Edx;

    /// <summary>Register EBX.</summary>
    [FieldOffset(12), XenField("ebx")] public uint Ebx;

    /// <summary>Register ESP.</summary>
    [FieldOffset(16), XenField("esp")] public uint Esp;

    /// <summary>Register EBP.</summary>
    [FieldOffset(20), XenField("ebp")] public uint Ebp;

    /// <summary>Register ESI.</summary>
    [FieldOffset(24), XenField("esi")] public uint Esi;

    /// <summary>Register EDI.</summary>
    [FieldOffset(28), XenField("edi")] public uint Edi;

    /// <summary>Register EIP.</summary>
    [FieldOffset(32), XenField("eip")] public uint Eip;

    /// <summary>The flags.</summary>
    [FieldOffset(36), XenField("eflags")] public uint Eflags;

    /// <summary>Control register 0.</summary>
    [FieldOffset(40), XenField("cr0")] public uint Cr0;

    /// <summary>Control register 3.</summary>
    [FieldOffset(44), XenField("cr3")] public uint Cr3;

    /// <summary>Control register 4.</summary>
    [FieldOffset(48), XenField("cr4")] public uint Cr4;

    /// <summary>Zero.</summary>
    [FieldOffset(52), XenField("pad1")] public uint Padding1;

    /// <summary>EFER: only NXE, or LME and LMA for compatibility mode.</summary>
    [FieldOffset(56), XenField("efer")] public ulong Efer;

    /// <summary>Base of the code segment.</summary>
    [FieldOffset(64), XenField("cs_base")] public uint CsBase;

    /// <summary>Base of the data segment.</summary>
    [FieldOffset(68), XenField("ds_base")] public uint DsBase;

    /// <summary>Base of the stack segment.</summary>
    [FieldOffset(72), XenField("ss_base")] public uint SsBase;

    /// <summary>Base of the extra segment.</summary>
    [FieldOffset(76), XenField("es_base")] public uint EsBase;

    /// <summary>Base of the task register.</summary>
    [FieldOffset(80), XenField("tr_base")] public uint TrBase;

    /// <summary>Limit of the code segment.</summary>
    [FieldOffset(84), XenField("cs_limit")] public uint CsLimit;

    /// <summary>Limit of the data segment.</summary>
    [FieldOffset(88), XenField("ds_limit")] public uint DsLimit;

    /// <summary>Limit of the stack segment.</summary>
    [FieldOffset(92), XenField("ss_limit")] public uint SsLimit;

    /// <summary>Limit of the extra segment.</summary>
    [FieldOffset(96), XenField("es_limit")] public uint EsLimit;

    /// <summary>Limit of the task register.</summary>
    [FieldOffset(100), XenField("tr_limit")] public uint TrLimit;

    /// <summary>Access rights of the code segment.</summary>
    [FieldOffset(104), XenField("cs_ar")] public ushort CsAccess;

    /// <summary>Access rights of the data segment.</summary>
    [FieldOffset(106), XenField("ds_ar")] public ushort DsAccess;

    /// <summary>Access rights of the stack segment.</summary>
    [FieldOffset(108), XenField("ss_ar")] public ushort SsAccess;

    /// <summary>Access rights of the extra segment.</summary>
    [FieldOffset(110), XenField("es_ar")] public ushort EsAccess;

    /// <summary>Access rights of the task register.</summary>
    [FieldOffset(112), XenField("tr_ar")] public ushort TrAccess;

    /// <summary>Zero.</summary>
    [FieldOffset(114), XenField("pad2")] public fixed ushort Padding2[3];
}

/// <summary>The first state of a vCPU in long mode; its segments are flat.</summary>
[XenAbi("hvm/hvm_vcpu.h", "vcpu_hvm_x86_64")]
[StructLayout(LayoutKind.Explicit, Size = 112)]
public struct VcpuHvmX86Bits64
{
    /// <summary>Register RAX.</summary>
    [FieldOffset(0), XenField("rax")] public ulong Rax;

    /// <summary>Register RCX.</summary>
    [FieldOffset(8), XenField("rcx")] public ulong Rcx;

    /// <summary>Register RDX.</summary>
    [FieldOffset(16), XenField("rdx")] public ulong Rdx;

    /// <summary>Register RBX.</summary>
    [FieldOffset(24), XenField("rbx")] public ulong Rbx;

    /// <summary>Register RSP.</summary>
    [FieldOffset(32), XenField("rsp")] public ulong Rsp;

    /// <summary>Register RBP.</summary>
    [FieldOffset(40), XenField("rbp")] public ulong Rbp;

    /// <summary>Register RSI.</summary>
    [FieldOffset(48), XenField("rsi")] public ulong Rsi;

    /// <summary>Register RDI.</summary>
    [FieldOffset(56), XenField("rdi")] public ulong Rdi;

    /// <summary>Register RIP.</summary>
    [FieldOffset(64), XenField("rip")] public ulong Rip;

    /// <summary>The flags.</summary>
    [FieldOffset(72), XenField("rflags")] public ulong Rflags;

    /// <summary>Control register 0.</summary>
    [FieldOffset(80), XenField("cr0")] public ulong Cr0;

    /// <summary>Control register 3.</summary>
    [FieldOffset(88), XenField("cr3")] public ulong Cr3;

    /// <summary>Control register 4.</summary>
    [FieldOffset(96), XenField("cr4")] public ulong Cr4;

    /// <summary>EFER.</summary>
    [FieldOffset(104), XenField("efer")] public ulong Efer;
}

/// <summary>The argument of <see cref="VcpuCommand.Initialize"/> for guests with hardware virtualisation.</summary>
[XenAbi("hvm/hvm_vcpu.h", "vcpu_hvm_context")]
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct VcpuHvmContext
{
    /// <summary>In: which of the states below holds.</summary>
    [FieldOffset(0), XenField("mode")] public VcpuHvmMode Mode;

    /// <summary>Zero.</summary>
    [FieldOffset(4), XenField("pad")] public uint Padding;

    /// <summary>In: the state for 32-bit mode.</summary>
    [FieldOffset(8), XenField("cpu_regs.x86_32")] public VcpuHvmX86Bits32 X86Bits32;

    /// <summary>In: the state for long mode.</summary>
    [FieldOffset(8), XenField("cpu_regs.x86_64")] public VcpuHvmX86Bits64 X86Bits64;
}
