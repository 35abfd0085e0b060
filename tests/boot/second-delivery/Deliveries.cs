using System;
using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.SecondDelivery;

/// <summary>Machine code that does to the upcall's vector what a faulty emulator does.</summary>
internal sealed unsafe class Deliveries
{
    private const ulong Page = 4096;
    private const ulong Mmap = 9;
    private const ulong Mprotect = 10;
    private const ulong Read = 1;
    private const ulong Write = 2;
    private const ulong Execute = 4;
    private const ulong PrivateAnonymous = 0x22;

    private const byte Cli = 0xFA;
    private const byte Sti = 0xFB;
    private const byte Int = 0xCD;
    private const byte Ret = 0xC3;

    private readonly delegate* unmanaged<void> _toThread;
    private readonly delegate* unmanaged<void> _withInterruptsOff;
    private readonly delegate* unmanaged<void> _toMachine;
    private readonly delegate* unmanaged<void> _beforeTheHandler;
    private readonly delegate* unmanaged<void> _doubleFault;

    public Deliveries()
    {
        byte* code = (byte*)Machine.Call(Mmap, 0, Page, Read | Write, PrivateAnonymous, ulong.MaxValue);
        byte* end = code;
        _toThread = (delegate* unmanaged<void>)end;
        end = Put(end, [Int, Vector.Upcall, Ret]);
        end = Align(code, end);
        _withInterruptsOff = (delegate* unmanaged<void>)end;
        end = Put(end, [Cli, Int, Vector.Upcall, Sti, Ret]);
        end = Align(code, end);
        byte[] interruptStack = Place(Marshal.OffsetOf<CpuBlock>(nameof(CpuBlock.TrapArea)) + Marshal.OffsetOf<TrapArea>(nameof(TrapArea.InterruptStack)));
        byte[] faultStack = Place(Marshal.OffsetOf<CpuBlock>(nameof(CpuBlock.FaultStackTop)));
        byte[] saveStack = [0x65, 0x4C, 0x8B, 0x04, 0x25, .. interruptStack];
        byte[] restoreStack = [0x65, 0x4C, 0x89, 0x04, 0x25, .. interruptStack];

        // mov r8, gs:[IST1]; mov rax, gs:[fault stack]; mov gs:[IST1], rax; int; mov gs:[IST1], r8.
        _toMachine = (delegate* unmanaged<void>)end;
        end = Put(end, [Cli, .. saveStack, 0x65, 0x48, 0x8B, 0x04, 0x25, .. faultStack, 0x65, 0x48, 0x89, 0x04, 0x25, .. interruptStack]);
        end = Put(end, [Int, Vector.Upcall, .. restoreStack, Sti, Ret]);
        end = Align(code, end);

        // An interrupt from outside, which this CPU sends itself: mov ecx, SELF_IPI; mov eax, vector; xor edx, edx; wrmsr; sti; nop.
        // The timer's, if it is due, waits for the EOI: mov ecx, EOI; xor eax, eax; wrmsr.
        _beforeTheHandler = (delegate* unmanaged<void>)end;
        end = Put(end, [Cli, .. saveStack, .. StackIs(interruptStack, (byte)Selector.Data)]);
        end = Put(end, [0xB9, 0x3F, 0x08, 0, 0, 0xB8, Vector.Reschedule, 0, 0, 0, 0x31, 0xD2, 0x0F, 0x30, Sti, 0x90]);
        end = Put(end, [.. restoreStack, 0xB9, 0x0B, 0x08, 0, 0, 0x31, 0xC0, 0x0F, 0x30, Ret]);
        end = Align(code, end);

        // The interrupt stack as it is when one second delivery has been dropped already.
        const byte OneDropped = 0x20;
        _doubleFault = (delegate* unmanaged<void>)end;
        _ = Put(end, [Cli, .. StackIs(interruptStack, OneDropped), Int, Vector.Upcall]);
        Check.Equal("code is made executable", 0L, Machine.Call(Mprotect, (ulong)code, Page, Read | Execute, 0, 0));
    }

    /// <summary>The vector once more while a thread runs.</summary>
    public void ToThread() => _toThread();

    /// <summary>The vector with interrupts off, as on Machine's way in or out.</summary>
    public void WithInterruptsOff() => _withInterruptsOff();

    /// <summary>The vector while Machine runs.</summary>
    public void ToMachine() => _toMachine();

    /// <summary>An interrupt when the frame of another has just been pushed.</summary>
    public void BeforeTheHandler() => _beforeTheHandler();

    /// <summary>A fault where there is no stack, which is none of the emulator's: ends the machine.</summary>
    public void DoubleFault() => _doubleFault();

    private static byte[] Place(nint offset) => BitConverter.GetBytes((int)offset);

    private static byte[] StackIs(byte[] interruptStack, byte value) => [0x65, 0x48, 0xC7, 0x04, 0x25, .. interruptStack, value, 0, 0, 0];

    private static byte* Put(byte* to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(to, bytes.Length));
        return to + bytes.Length;
    }

    // A function pointer with bit 1 set would be taken for a descriptor.
    private static byte* Align(byte* start, byte* end) => start + ((end - start + 15) & ~15L);
}
