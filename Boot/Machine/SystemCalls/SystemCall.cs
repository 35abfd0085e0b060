using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Takes a system call to whoever does it.</summary>
internal static unsafe class SystemCall
{
    private const int NamedCapacity = 512;

    private static NamedCalls s_named;

    /// <summary>Does the call of the thread, whose registers hold number and arguments, and stores the result; whether it gives way.</summary>
    internal static Turn Handle(CpuBlock* cpu, ThreadBlock* thread)
    {
        thread->RestartableCall = thread->Registers.Rax;
        Arguments a = new(ref thread->Registers);
        SystemCallNumber number = (SystemCallNumber)thread->Registers.Rax;
        switch (number)
        {
            case SystemCallNumber.SchedYield:
                thread->Registers.Rax = 0;
                return Turn.Yield;
            case SystemCallNumber.RtSigreturn:
                SignalCalls.Return(thread);
                return Turn.Keep;
            case SystemCallNumber.Exit:
                ThreadCalls.Exit(thread);
                return Turn.Keep;
            default:
                thread->Registers.Rax = (ulong)Dispatch(cpu, thread, number, a);
                return Turn.Keep;
        }
    }

    private static long Dispatch(CpuBlock* cpu, ThreadBlock* thread, SystemCallNumber number, in Arguments a)
    {
        switch (number)
        {
            case SystemCallNumber.Futex:
                return FutexCalls.Futex(thread, a);
            case SystemCallNumber.ClockGettime:
                return TimeCalls.ClockGettime(a.First, a.Second);
            case SystemCallNumber.Mmap:
                return MemoryCalls.Mmap(a);
            case SystemCallNumber.Mprotect:
                return MemoryCalls.Mprotect(a.First, a.Second, (uint)a.Third);
            case SystemCallNumber.Munmap:
                return MemoryCalls.Munmap(a.First, a.Second);
            case SystemCallNumber.Madvise:
                return MemoryCalls.Madvise(a.First, a.Second, a.Third);
            case SystemCallNumber.Mremap:
                return MemoryCalls.Mremap(a.First);
            case SystemCallNumber.RtSigaction:
                return SignalCalls.Action(a);
            case SystemCallNumber.RtSigprocmask:
                return SignalCalls.Mask(thread, a);
            case SystemCallNumber.Sigaltstack:
                return SignalCalls.AlternateStack(thread, a.First, a.Second);
            case SystemCallNumber.Tgkill:
                return SignalCalls.Kill((int)a.Second, (int)a.Third);
            case SystemCallNumber.Tkill:
                return SignalCalls.Kill((int)a.First, (int)a.Second);
            case SystemCallNumber.Nanosleep:
                return TimeCalls.Nanosleep(thread, a.First, a.Second);
            case SystemCallNumber.ClockNanosleep:
                return TimeCalls.ClockNanosleep(thread, a);
            case SystemCallNumber.ClockGetres:
                return TimeCalls.ClockGetres(a.Second);
            case SystemCallNumber.Gettimeofday:
                return TimeCalls.Gettimeofday(a.First);
            case SystemCallNumber.Time:
                return (long)(Clock.WallClock() / TimeCalls.NanosecondsPerSecond);
            case SystemCallNumber.Clone:
                return ThreadCalls.Clone(thread, a);
            case SystemCallNumber.ArchPrctl:
                return ThreadCalls.ArchPrctl(thread, a.First, a.Second);
            case SystemCallNumber.SetTidAddress:
                thread->ClearOnExit = a.First;
                return thread->Id;
            case SystemCallNumber.Gettid:
                return thread->Id;
            case SystemCallNumber.Getpid:
                return ThreadTable.ProcessId;
            case SystemCallNumber.SchedGetaffinity:
                return ThreadCalls.GetAffinity(thread, (int)a.First, a.Second, a.Third);
            case SystemCallNumber.SchedSetaffinity:
                return ThreadCalls.SetAffinity(thread, (int)a.First, a.Second, a.Third);
            case SystemCallNumber.Getcpu:
                return ThreadCalls.GetCpu(cpu, a.First, a.Second);
            case SystemCallNumber.Membarrier:
                return ThreadCalls.Membarrier(a.First);
            case SystemCallNumber.ExitGroup:
                ThreadCalls.ExitGroup((uint)a.First);
                return 0;
            default:
                return (uint)number >= (uint)MachineCall.ReadFacts
                    ? MachineCalls.Handle(thread, (MachineCall)number, a)
                    : DispatchRare(thread, number, a);
        }
    }

    private static long DispatchRare(ThreadBlock* thread, SystemCallNumber number, in Arguments a)
    {
        switch (number)
        {
            case SystemCallNumber.Read:
                return FileCalls.Read(thread, a.First, a.Second, a.Third);
            case SystemCallNumber.Write:
                return FileCalls.Write(thread, a.First, a.Second, a.Third);
            case SystemCallNumber.Writev:
                return FileCalls.WriteVector(thread, a.First, a.Second, a.Third);
            case SystemCallNumber.Open:
                return PathCalls.Open(a.First, a.Second);
            case SystemCallNumber.Openat:
                return PathCalls.Open(a.Second, a.Third);
            case SystemCallNumber.Close:
                return FileCalls.Close(a.First);
            case SystemCallNumber.Fstat:
                return FileCalls.Status(a.First, a.Second);
            case SystemCallNumber.Newfstatat:
                return PathCalls.StatusAt(a);
            case SystemCallNumber.Fcntl:
                return FileCalls.Control(a.First, a.Second);
            case SystemCallNumber.Pipe:
            case SystemCallNumber.Pipe2:
                return FileCalls.Pipe(a.First);
            case SystemCallNumber.Getcwd:
                return PathCalls.CurrentFolder(a.First, a.Second);
            case SystemCallNumber.Uname:
                return SystemFacts.Uname(a.First);
            case SystemCallNumber.Sysinfo:
                return SystemFacts.Sysinfo(a.First);
            case SystemCallNumber.Getrlimit:
                return SystemFacts.Limit(a.First, a.Second);
            case SystemCallNumber.Prlimit64:
                return SystemFacts.Limit(a.Second, a.Fourth);
            case SystemCallNumber.Getrusage:
                return SystemFacts.Usage(a.Second);
            case SystemCallNumber.Getrandom:
                return SystemFacts.Random(a.First, a.Second);
            case SystemCallNumber.Lseek:
                return -Errno.IllegalSeek;
            case SystemCallNumber.Ioctl:
                return -Errno.NotTerminal;
            case SystemCallNumber.Stat:
            case SystemCallNumber.Lstat:
                return PathCalls.Status(a.First, a.Second);
            case SystemCallNumber.Mkdir:
            case SystemCallNumber.Rmdir:
            case SystemCallNumber.Unlink:
            case SystemCallNumber.Rename:
                return -Errno.ReadOnly;
            case SystemCallNumber.EpollCreate1:
                return FileCalls.OpenSilent();
            case SystemCallNumber.EpollWait:
            case SystemCallNumber.EpollPwait:
                return FileCalls.WaitForEvents(thread, a.First, (int)a.Fourth);
            case SystemCallNumber.Socket:
                return -Errno.NoAddressFamily;
            case SystemCallNumber.Access:
            case SystemCallNumber.Readlink:
            case SystemCallNumber.Statfs:
                return -Errno.NoEntry;

            // One user, root; thread names are hints; no memory is given by brk, so musl takes mmap; a file has one user.
            case SystemCallNumber.Flock:
            case SystemCallNumber.Getuid:
            case SystemCallNumber.Getgid:
            case SystemCallNumber.Geteuid:
            case SystemCallNumber.Getegid:
            case SystemCallNumber.Prctl:
            case SystemCallNumber.SetRobustList:
            case SystemCallNumber.Brk:
                return 0;

            // Asked for once at start, and done without.
            case SystemCallNumber.GetMempolicy:
            case SystemCallNumber.Rseq:
            case SystemCallNumber.Clone3:
                return -Errno.NoSystemCall;
            default:
                NameOnce((uint)number);
                return -Errno.NoSystemCall;
        }
    }

    /// <summary>An unknown call is named once in the log, so that a program that needs it can be understood.</summary>
    private static void NameOnce(uint number)
    {
        uint index = number < NamedCapacity ? number : NamedCapacity - 1;
        fixed (byte* named = s_named.Flags)
        {
            if (named[index] != 0)
            {
                return;
            }

            named[index] = 1;
        }

        TextLine line = default;
        line.Add("machine: system call "u8);
        line.AddDecimal(number);
        line.Add(" is not there (ENOSYS)"u8);
        line.Write();
    }

    private struct NamedCalls
    {
        internal fixed byte Flags[NamedCapacity];
    }
}
