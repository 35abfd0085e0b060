using System;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.WrongHypercall;

/// <summary>Arguments at addresses that are not there for Xen.</summary>
internal sealed unsafe class Addresses(Hypervisor xen)
{
    private const nuint Untouched = 16 * 1024 * 1024;

    public void Run()
    {
        Ask("address 0", null);
        Ask("an address without memory", (void*)0x7000_0000_0000);
        Ask("an address that no processor has", unchecked((void*)0x8000_0000_0000_0000));
        Ask("the last byte of all", unchecked((void*)nuint.MaxValue));

        byte* memory = (byte*)NativeMemory.Alloc(Untouched);
        byte* middle = memory + (Untouched / 2);
        Ask("memory that nobody has touched", middle);
        *middle = 1;
        Check.Equal("once it is touched, Xen can use it", XenErrno.InvalidArgument, Send(middle));
        byte* edge = (byte*)(((nuint)middle & ~(nuint)4095) + 4096);
        Ask("memory whose second half nobody has touched", edge - 2);
        NativeMemory.Free(memory);

        ReadOnlySpan<byte> constant = "a text among the constants"u8;
        fixed (byte* place = constant)
        {
            Check.Equal("an answer to memory that is read only", XenErrno.BadAddress, xen.XenVersion(VersionCommand.ExtraVersion, place).Error);
        }

        Check.That("the text is unharmed", constant.SequenceEqual("a text among the constants"u8));
    }

    private void Ask(string what, void* address)
    {
        Check.Equal($"{what}, as an argument", XenErrno.BadAddress, Send(address));
        Check.Equal($"{what}, for an answer", XenErrno.BadAddress, xen.XenVersion(VersionCommand.ExtraVersion, address).Error);
        Check.Equal($"{what}, for a call that may wait", XenErrno.BadAddress, xen.SchedOp(SchedCommand.Poll, address).Error);
        Check.Equal($"{what}, for memory", XenErrno.BadAddress, xen.MemoryOp(MemoryCommand.AddToPhysmap, address).Error);
        Check.Equal($"{what}, to write", XenErrno.BadAddress, xen.ConsoleIo(ConsoleCommand.Write, sizeof(uint), (byte*)address).Error);
    }

    private XenErrno Send(void* address) => xen.EventChannelOp(EventChannelCommand.Send, address).Error;
}
