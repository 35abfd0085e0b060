using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Threads;

/// <summary>The frame that a signal handler finds on its stack, as Linux lays it out (struct rt_sigframe), and the way back from it.</summary>
internal static unsafe class SignalFrame
{
    private const ulong RedZone = 128;
    private const ulong FloatingPointSize = 512;
    private const ulong SignalInfoSize = 128;
    private const ulong ContextSize = 960;

    // struct ucontext: general registers from offset 40, then fpstate, and the mask at offset 296.
    private const int GeneralRegisters = 5;
    private const int InstructionPointer = GeneralRegisters + 16;
    private const int FloatingPointPointer = GeneralRegisters + 23;
    private const int Mask = 37;

    /// <summary>Flags that a handler may change in the interrupted code: arithmetic flags, TF, DF, RF, AC.</summary>
    private const ulong ChangeableFlags = 0x5_0DD5;
    private const ulong InterruptsEnabled = 0x202;

    /// <summary>Saves the thread's registers on its stack and lets it go on in the handler; false if the stack has no room.</summary>
    internal static bool TryPush(ThreadBlock* thread, int signal, int code, ulong value, SignalAction* action)
    {
        ulong top = thread->Registers.Rsp - RedZone;
        bool onAlternate = thread->Registers.Rsp - thread->AlternateStack < thread->AlternateStackSize;
        if ((action->Flags & SignalAction.OnStack) != 0 && thread->AlternateStackSize != 0 && !onAlternate)
        {
            top = thread->AlternateStack + thread->AlternateStackSize;
        }

        ulong floatingPoint = (top - FloatingPointSize) & ~63UL;
        ulong info = floatingPoint - SignalInfoSize;
        ulong context = (info - ContextSize) & ~15UL;
        ulong frame = context - sizeof(ulong);
        bool overrunsAlternate = onAlternate && frame < thread->AlternateStack;
        if (overrunsAlternate || !UserMemory.CanWrite(frame, top - frame))
        {
            return false;
        }

        RawMemory.Move((byte*)floatingPoint, thread->FloatingPoint, (nuint)FloatingPointSize);
        RawMemory.Fill((byte*)info, 0, (nuint)SignalInfoSize);
        ((int*)info)[0] = signal;
        ((int*)info)[2] = code;
        ((ulong*)info)[2] = value;
        SaveContext((ulong*)context, thread, floatingPoint, value);
        *(ulong*)frame = action->Restorer;

        thread->SignalMask |= action->Mask;
        if ((action->Flags & SignalAction.NoDefer) == 0)
        {
            thread->SignalMask |= 1UL << (signal - 1);
        }

        thread->Registers.Rsp = frame;
        thread->Registers.Rip = action->Handler;
        thread->Registers.Rdi = (ulong)signal;
        thread->Registers.Rsi = info;
        thread->Registers.Rdx = context;
        thread->Registers.Rax = 0;
        thread->Registers.Flags = InterruptsEnabled;
        return true;
    }

    /// <summary>rt_sigreturn: goes back to what the frame says; the handler may have changed it. False if it cannot be read.</summary>
    internal static bool TryReturn(ThreadBlock* thread)
    {
        ulong* context = (ulong*)thread->Registers.Rsp;
        if (!UserMemory.CanRead((ulong)context, ContextSize) || !PageTables.IsCanonical(context[InstructionPointer]))
        {
            return false;
        }

        ulong floatingPoint = context[FloatingPointPointer];
        if (floatingPoint != 0)
        {
            if ((floatingPoint & 15) != 0 || !UserMemory.CanRead(floatingPoint, FloatingPointSize))
            {
                return false;
            }

            RawMemory.Move(thread->FloatingPoint, (byte*)floatingPoint, (nuint)FloatingPointSize);

            // A reserved bit of MXCSR would fault in FXRSTOR.
            *(uint*)(thread->FloatingPoint + 24) &= 0xFFFF;
        }

        RestoreContext(context, thread);
        return true;
    }

    private static void SaveContext(ulong* context, ThreadBlock* thread, ulong floatingPoint, ulong value)
    {
        RawMemory.Fill((byte*)context, 0, (nuint)ContextSize);
        ref RegisterFrame registers = ref thread->Registers;
        ulong* general = context + GeneralRegisters;
        general[0] = registers.R8;
        general[1] = registers.R9;
        general[2] = registers.R10;
        general[3] = registers.R11;
        general[4] = registers.R12;
        general[5] = registers.R13;
        general[6] = registers.R14;
        general[7] = registers.R15;
        general[8] = registers.Rdi;
        general[9] = registers.Rsi;
        general[10] = registers.Rbp;
        general[11] = registers.Rbx;
        general[12] = registers.Rdx;
        general[13] = registers.Rax;
        general[14] = registers.Rcx;
        general[15] = registers.Rsp;
        general[16] = registers.Rip;
        general[17] = registers.Flags;
        general[18] = Selector.Code | ((ulong)Selector.Data << 48);
        general[19] = registers.ErrorCode;
        general[20] = registers.Vector;
        general[21] = thread->SignalMask;
        general[22] = value;
        context[FloatingPointPointer] = floatingPoint;
        context[Mask] = thread->SignalMask;
    }

    private static void RestoreContext(ulong* context, ThreadBlock* thread)
    {
        ref RegisterFrame registers = ref thread->Registers;
        ulong* general = context + GeneralRegisters;
        registers.R8 = general[0];
        registers.R9 = general[1];
        registers.R10 = general[2];
        registers.R11 = general[3];
        registers.R12 = general[4];
        registers.R13 = general[5];
        registers.R14 = general[6];
        registers.R15 = general[7];
        registers.Rdi = general[8];
        registers.Rsi = general[9];
        registers.Rbp = general[10];
        registers.Rbx = general[11];
        registers.Rdx = general[12];
        registers.Rax = general[13];
        registers.Rcx = general[14];
        registers.Rsp = general[15];
        registers.Rip = general[16];
        registers.Flags = (general[17] & ChangeableFlags) | InterruptsEnabled;
        thread->SignalMask = context[Mask];
    }
}
