using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests;

/// <summary>Machine's own calls, for guests that look at Machine itself.</summary>
internal static unsafe partial class Machine
{
    /// <summary>What Machine has counted so far.</summary>
    public static MachineCounts Counts
    {
        get
        {
            MachineCounts counts;
            _ = Call((ulong)MachineCall.ReadCounts, (ulong)&counts, 0, 0, 0, 0);
            return counts;
        }
    }

    /// <summary>A system call by its number, of Linux or of Machine; a negative result is an error number.</summary>
    [LibraryImport("machine", EntryPoint = "machine_call")]
    public static partial long Call(ulong number, ulong first, ulong second, ulong third, ulong fourth, ulong fifth);
}
