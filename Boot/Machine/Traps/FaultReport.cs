using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Traps;

/// <summary>Prints what the processor was doing: vector, registers, and the return addresses on the stack.</summary>
internal static unsafe class FaultReport
{
    private const int MaximumReturnAddresses = 24;
    private const ulong MaximumStackBytes = 8192;

    /// <summary>Lines that begin with <c>fault:</c>, then <c>  at 0x…</c> lines that xg gives names to.</summary>
    internal static void Print(RegisterFrame* registers, ulong address, ReadOnlySpan<byte> where)
    {
        TextLine line = default;
        line.Add("fault: "u8);
        line.Add(where);
        line.Add(", "u8);
        if (registers->Vector == Vector.SystemCall)
        {
            line.Add("by a signal of its own"u8);
        }
        else
        {
            line.Add("vector "u8);
            line.AddDecimal(registers->Vector);
            line.Add(Name(registers->Vector));
            line.Add(" error "u8);
            line.AddHex(registers->ErrorCode);
            line.Add(" address "u8);
            line.AddHex(address);
        }

        line.Write();
        Row("rip"u8, registers->Rip, "rsp"u8, registers->Rsp, "flags"u8, registers->Flags, "rbp"u8, registers->Rbp);
        Row("rax"u8, registers->Rax, "rbx"u8, registers->Rbx, "rcx"u8, registers->Rcx, "rdx"u8, registers->Rdx);
        Row("rsi"u8, registers->Rsi, "rdi"u8, registers->Rdi, "r8 "u8, registers->R8, "r9 "u8, registers->R9);
        Row("r10"u8, registers->R10, "r11"u8, registers->R11, "r12"u8, registers->R12, "r13"u8, registers->R13);
        TextLine last = default;
        Cell(ref last, "r14"u8, registers->R14);
        Cell(ref last, "r15"u8, registers->R15);
        last.Write();
        At(registers->Rip);
        PrintReturnAddresses(registers->Rsp);
    }

    /// <summary>
    /// Compiled code keeps no frame pointers, so the stack is scanned: a word that points into the text right behind a call
    /// instruction is a return address, of this call or of an earlier one. Only resident pages of the stack's own area are read.
    /// </summary>
    private static void PrintReturnAddresses(ulong stackPointer)
    {
        ulong word = (stackPointer + 7) & ~7UL;
        ulong limit = word + MaximumStackBytes;
        if (AddressSpace.TryGetArea(word, out MemoryRange area))
        {
            limit = area.End < limit ? area.End : limit;
        }
        else
        {
            // A stack of Machine's own: stay inside its page, the one behind may be a guard.
            limit = (word | (PhysicalMemory.PageSize - 1)) & ~7UL;
        }

        int printed = 0;
        for (; word < limit && printed < MaximumReturnAddresses; word += sizeof(ulong))
        {
            if (!PageTables.IsPresent(word))
            {
                return;
            }

            ulong value = *(ulong*)word;
            if (value > ImageLayout.Text.Start + 7 && value < ImageLayout.Text.End && FollowsCall((byte*)value))
            {
                At(value);
                printed++;
            }
        }
    }

    /// <summary>call rel32 (E8), or call through a register or memory (FF /2 in two to seven bytes).</summary>
    private static bool FollowsCall(byte* place)
    {
        const int CallOpcode = 0xFF;
        if (place[-5] == 0xE8)
        {
            return true;
        }

        for (int length = 2; length <= 7; length++)
        {
            if (place[-length] == CallOpcode && ((place[-length + 1] >> 3) & 7) == 2)
            {
                return true;
            }
        }

        return false;
    }

    internal static void At(ulong address)
    {
        TextLine line = default;
        line.Add("  at "u8);
        line.AddHex(address);
        line.Write();
    }

    private static void Row(
        ReadOnlySpan<byte> a, ulong av, ReadOnlySpan<byte> b, ulong bv, ReadOnlySpan<byte> c, ulong cv, ReadOnlySpan<byte> d, ulong dv)
    {
        TextLine line = default;
        Cell(ref line, a, av);
        Cell(ref line, b, bv);
        Cell(ref line, c, cv);
        Cell(ref line, d, dv);
        line.Write();
    }

    private static void Cell(ref TextLine line, ReadOnlySpan<byte> name, ulong value)
    {
        line.Add("  "u8);
        line.Add(name);
        line.Add(" "u8);
        line.AddHex(value);
    }

    private static ReadOnlySpan<byte> Name(ulong vector) => vector switch
    {
        0 => " (divide error)"u8,
        1 => " (debug)"u8,
        2 => " (non-maskable interrupt)"u8,
        3 => " (breakpoint)"u8,
        6 => " (invalid opcode)"u8,
        8 => " (double fault)"u8,
        12 => " (stack fault)"u8,
        13 => " (general protection)"u8,
        14 => " (page fault)"u8,
        18 => " (machine check)"u8,
        _ => ""u8,
    };
}
