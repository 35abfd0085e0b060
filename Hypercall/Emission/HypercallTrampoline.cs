using System;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Hypercall.Emission;

/// <summary>Emits the machine code that carries a hypercall's number and five arguments into Xen's registers.</summary>
/// <remarks>
/// Xen may clobber every argument register (rdi rsi rdx r10 r8; ebx ecx edx esi edi). What a caller's convention
/// wants back of these is saved here; everything else the caller has to give up anyway.
/// </remarks>
public static class HypercallTrampoline
{
    private const byte SlotShift = 5;
    private const int Word = 4;
    private const int SavedRegisters = 3 * Word;

    /// <summary>Emits one trampoline at the assembler's current place. It defines no label and ends by returning.</summary>
    /// <param name="assembler">64-bit for <see cref="HypercallConvention.SysV64"/>, 32-bit for the others.</param>
    /// <param name="convention">How it is called.</param>
    /// <param name="form">How it enters Xen.</param>
    /// <param name="pageAddress">
    /// Where the hypercall page is; used by <see cref="HypercallForm.ByPage"/> only. It is always emitted as a full
    /// immediate of 8 (64-bit) or 4 (32-bit) bytes, whatever its value, so that a linker can relocate it.
    /// </param>
    /// <exception cref="ArgumentException">The assembler's bitness is not the convention's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such convention, no such form, or the page is out of
    /// reach of 32 bits.</exception>
    public static void Emit(Assembler assembler, HypercallConvention convention, HypercallForm form, ulong pageAddress)
    {
        ArgumentNullException.ThrowIfNull(assembler);
        int bitness = convention == HypercallConvention.SysV64 ? 64 : 32;
        if (assembler.Bitness != bitness)
        {
            throw new ArgumentException($"{convention} needs a {bitness}-bit assembler.", nameof(assembler));
        }

        switch (convention)
        {
            case HypercallConvention.SysV64:
                EmitSysV64(assembler, form, pageAddress);
                break;
            case HypercallConvention.Cdecl32:
                EmitCdecl32(assembler, form, pageAddress);
                break;
            case HypercallConvention.Frame32:
                EmitFrame32(assembler, form, pageAddress);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(convention));
        }
    }

    private static void EmitSysV64(Assembler assembler, HypercallForm form, ulong pageAddress)
    {
        bool byPage = form == HypercallForm.ByPage;
        if (byPage)
        {
            assembler.shl(edi, SlotShift);
            assembler.AddInstruction(Instruction.Create(Code.Mov_r64_imm64, Register.R11, pageAddress));
            assembler.add(r11, rdi);
        }
        else
        {
            assembler.mov(eax, edi);
        }

        assembler.mov(rdi, rsi);
        assembler.mov(rsi, rdx);
        assembler.mov(rdx, rcx);
        assembler.mov(r10, r8);
        assembler.mov(r8, r9);
        if (byPage)
        {
            // A jump, not a call: the slot returns to our caller, whose stack alignment it sees.
            assembler.jmp(r11);
            return;
        }

        EmitDirectCall(assembler, form);
        assembler.ret();
    }

    private static void EmitCdecl32(Assembler assembler, HypercallForm form, ulong pageAddress)
    {
        const int Arguments = SavedRegisters + Word;
        SaveRegisters(assembler);
        assembler.mov(eax, __dword_ptr[esp + Arguments]);
        assembler.mov(ebx, __dword_ptr[esp + Arguments + Word]);
        assembler.mov(ecx, __dword_ptr[esp + Arguments + 2 * Word]);
        assembler.mov(edx, __dword_ptr[esp + Arguments + 3 * Word]);
        assembler.mov(esi, __dword_ptr[esp + Arguments + 4 * Word]);
        assembler.mov(edi, __dword_ptr[esp + Arguments + 5 * Word]);
        EmitCall32(assembler, form, pageAddress);
        RestoreRegisters(assembler);
        assembler.ret();
    }

    private static void EmitFrame32(Assembler assembler, HypercallForm form, ulong pageAddress)
    {
        SaveRegisters(assembler);
        assembler.mov(edi, __dword_ptr[esp + SavedRegisters + Word]);
        assembler.mov(eax, __dword_ptr[edi]);
        assembler.mov(ebx, __dword_ptr[edi + Word]);
        assembler.mov(ecx, __dword_ptr[edi + 2 * Word]);
        assembler.mov(edx, __dword_ptr[edi + 3 * Word]);
        assembler.mov(esi, __dword_ptr[edi + 4 * Word]);
        assembler.mov(edi, __dword_ptr[edi + 5 * Word]);
        EmitCall32(assembler, form, pageAddress);
        RestoreRegisters(assembler);
        assembler.mov(__dword_ptr[esp + Word], eax);
        assembler.ret();
    }

    // Three words saved and the return address keep a stack that was 16-byte aligned at the caller's call aligned at ours.
    private static void SaveRegisters(Assembler assembler)
    {
        assembler.push(ebx);
        assembler.push(esi);
        assembler.push(edi);
    }

    private static void RestoreRegisters(Assembler assembler)
    {
        assembler.pop(edi);
        assembler.pop(esi);
        assembler.pop(ebx);
    }

    private static void EmitCall32(Assembler assembler, HypercallForm form, ulong pageAddress)
    {
        if (form != HypercallForm.ByPage)
        {
            EmitDirectCall(assembler, form);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageAddress, uint.MaxValue);
        assembler.shl(eax, SlotShift);
        assembler.AddInstruction(Instruction.Create(Code.Add_EAX_imm32, Register.EAX, (uint)pageAddress));
        assembler.call(eax);
    }

    private static void EmitDirectCall(Assembler assembler, HypercallForm form)
    {
        switch (form)
        {
            case HypercallForm.Vmcall:
                assembler.vmcall();
                break;
            case HypercallForm.Vmmcall:
                assembler.vmmcall();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(form));
        }
    }
}
