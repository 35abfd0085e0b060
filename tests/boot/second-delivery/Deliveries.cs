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
    private readonly delegate* unmanaged<void> _beforeTheHandler;

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
        _beforeTheHandler = (delegate* unmanaged<void>)end;

        // The interrupt stack as it is once a frame has been pushed, and an interrupt from outside, which this CPU sends itself:
        // mov r8, gs:[IST1]; mov ecx, SELF_IPI; mov eax, vector; xor edx, edx; mov gs:[IST1], SS; wrmsr; mov gs:[IST1], r8;
        // mov ecx, EOI; xor eax, eax; wrmsr.
        byte[] place = BitConverter.GetBytes((int)(Marshal.OffsetOf<CpuBlock>(nameof(CpuBlock.TrapArea)) + Marshal.OffsetOf<TrapArea>(nameof(TrapArea.InterruptStack))));
        end = Put(end, [0x65, 0x4C, 0x8B, 0x04, 0x25, .. place, 0xB9, 0x3F, 0x08, 0, 0, 0xB8, Vector.Reschedule, 0, 0, 0, 0x31, 0xD2]);
        end = Put(end, [0x65, 0x48, 0xC7, 0x04, 0x25, .. place, (byte)Selector.Data, 0, 0, 0, 0x0F, 0x30]);
        end = Put(end, [0x65, 0x4C, 0x89, 0x04, 0x25, .. place]);
        _ = Put(end, [0xB9, 0x0B, 0x08, 0, 0, 0x31, 0xC0, 0x0F, 0x30, Ret]);
        Check.Equal("code is made executable", 0L, Machine.Call(Mprotect, (ulong)code, Page, Read | Execute, 0, 0));
    }

    /// <summary>The vector once more while a thread runs.</summary>
    public void ToThread() => _toThread();

    /// <summary>The vector with interrupts off, as on Machine's way in or out.</summary>
    public void WithInterruptsOff() => _withInterruptsOff();

    /// <summary>An interrupt when the frame of another has just been pushed. Another from outside at this moment would be lost.</summary>
    public void BeforeTheHandler() => _beforeTheHandler();

    private static byte* Put(byte* to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(to, bytes.Length));
        return to + bytes.Length;
    }

    // A function pointer with bit 1 set would be taken for a descriptor.
    private static byte* Align(byte* start, byte* end) => start + ((end - start + 15) & ~15L);
}
