namespace XenGuest.Machine.Contract;

/// <summary>System calls that Linux does not have; the program makes them through <c>machine_call</c>.</summary>
internal enum MachineCall : uint
{
    /// <summary>(MachineFacts*) Fills in the facts.</summary>
    ReadFacts = 0x1000,

    /// <summary>(vCPU, byte* evtchn_upcall_pending) Says where a vCPU's pending flag is; from then on upcalls may come.</summary>
    AttachUpcall = 0x1001,

    /// <summary>(vCPU, count) Sleeps until the vCPU's upcall count is another. One thread a vCPU; EINVAL for a second.</summary>
    WaitUpcall = 0x1002,

    /// <summary>(code) Ends the machine: 0 success, else an error.</summary>
    EndMachine = 0x1003,

    /// <summary>() Nanoseconds of Xen's system time: on one host never less than before. After a restore it is the new host's.</summary>
    SystemTime = 0x1004,

    /// <summary>(MachineCounts*) Fills in what Machine has counted so far.</summary>
    ReadCounts = 0x1005,

    /// <summary>(vCPU, VcpuFacts*) Fills in what concerns one vCPU.</summary>
    DescribeVcpu = 0x1006,

    /// <summary>(LentFrame*) Gives the program a zeroed frame, for good; ENOMEM.</summary>
    LendFrame = 0x1007,

    /// <summary>() An event has come for the console's ring. From the first time on Machine counts on being told of each.</summary>
    TakeConsoleEvent = 0x1008,

    /// <summary>(port that is bound to signals between vCPUs) Stops this domain to be saved: 0 where it goes on as one that was restored, 1 where nothing came of it, or Xen's error.</summary>
    Suspend = 0x1009,

    /// <summary>(shutdown reason) How the machine ends if the program ends with success: power off (at first) or reboot; EINVAL for another.</summary>
    EndBy = 0x100A,

    /// <summary>(ulong* numbers, count, keep) Takes frames out of use, untouched, but leaves so many; the count of those taken. The numbers go into a lent page; EINVAL.</summary>
    TakeFrames = 0x100B,

    /// <summary>(ulong* numbers, count) Gives frames back that were taken, with memory behind them; EINVAL for one that is no RAM, or no lent page.</summary>
    GiveFrames = 0x100C,
}
