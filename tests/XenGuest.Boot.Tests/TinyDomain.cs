using Iced.Intel;
using XenGuest.Xg.Rig.Dom0;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Boot.Tests;

/// <summary>A tiny guest that a toolstack creates: it writes into its console ring (xen/include/public/io/console.h).</summary>
internal sealed class TinyDomain : TinyGuest
{
    private const int HvmOp = 34;
    private const int GetParameter = 1;
    private const int ConsoleFrame = 17;
    private const int ConsolePort = 18;
    private const int EventChannelOp = 32;
    private const int SendEvent = 4;
    private const int PageShift = 12;
    private const int ValueInParameter = 8;
    private const int InputSize = 1024;
    private const int InputConsumer = 3072;
    private const int InputProducer = 3076;
    private const int OutputSize = 2048;
    private const int OutputAt = 1024;
    private const int OutputConsumer = 3080;
    private const int OutputProducer = 3084;

    private readonly uint _startInfo;
    private readonly uint _ring;
    private readonly uint _port;

    public TinyDomain()
    {
        _startInfo = Place(new byte[4]);
        _ring = Place(new byte[4]);
        _port = Place(new byte[4]);
        Code.mov(__dword_ptr[_startInfo], ebx);
        ReadParameter(ConsoleFrame);
        Code.shl(eax, PageShift);
        Code.mov(__dword_ptr[_ring], eax);
        ReadParameter(ConsolePort);
        Code.mov(__dword_ptr[_port], eax);
        Code.mov(ebx, __dword_ptr[_startInfo]);
    }

    /// <summary>Waits for one byte of input, however long, and writes it back.</summary>
    public TinyDomain Echo()
    {
        Label wait = Code.CreateLabel();
        Code.mov(edi, __dword_ptr[_ring]);
        Code.Label(ref wait);
        Code.mov(eax, __dword_ptr[edi + InputConsumer]);
        Code.cmp(eax, __dword_ptr[edi + InputProducer]);
        Code.je(wait);
        Code.mov(edx, eax);
        Code.and(edx, InputSize - 1);
        Code.add(edx, edi);
        Code.inc(eax);
        Code.mov(__dword_ptr[edi + InputConsumer], eax);
        Code.mov(ecx, 1);
        WriteRegisters();
        return this;
    }

    public override TinyGuest End() => ShutDown((int)ShutdownReason.PowerOff);

    /// <summary>Byte for byte, as soon as there is room, and an event behind it; where there is no room an event and another look.</summary>
    protected override TinyGuest WriteRegisters()
    {
        Label next = Code.CreateLabel();
        Label full = Code.CreateLabel();
        Label done = Code.CreateLabel();
        Code.mov(esi, edx);
        Code.mov(ebp, ecx);
        Code.mov(edi, __dword_ptr[_ring]);
        Code.Label(ref next);
        Code.test(ebp, ebp);
        Code.je(done);
        Code.mov(eax, __dword_ptr[edi + OutputProducer]);
        Code.mov(edx, eax);
        Code.sub(edx, __dword_ptr[edi + OutputConsumer]);
        Code.cmp(edx, OutputSize);
        Code.jae(full);
        Code.mov(ecx, eax);
        Code.and(ecx, OutputSize - 1);
        Code.mov(dl, __byte_ptr[esi]);
        Code.mov(__byte_ptr[edi + ecx + OutputAt], dl);
        Code.inc(eax);
        Code.mov(__dword_ptr[edi + OutputProducer], eax);
        Code.inc(esi);
        Code.dec(ebp);
        Code.jmp(next);
        Code.Label(ref full);
        Notify();
        Code.jmp(next);
        Code.Label(ref done);
        Notify();
        Code.mov(ebx, __dword_ptr[_startInfo]);
        return this;
    }

    private void Notify()
    {
        Code.mov(ecx, _port);
        Code.mov(ebx, SendEvent);
        Code.mov(eax, EventChannelOp);
        Code.vmmcall();
    }

    // struct xen_hvm_param: the domain (DOMID_SELF), the index, and the value, whose lower half comes back in EAX.
    private void ReadParameter(byte index)
    {
        uint parameter = Place([0xf0, 0x7f, 0, 0, index, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Code.mov(ecx, parameter);
        Code.mov(ebx, GetParameter);
        Code.mov(eax, HvmOp);
        Code.vmmcall();
        Code.mov(eax, __dword_ptr[parameter + ValueInParameter]);
    }
}
