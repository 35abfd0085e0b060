namespace XenGuest.Machine.Memory;

/// <summary>
/// Checks the pointers that the program passes to system calls, and makes their pages resident, so that Machine itself never
/// takes a page fault.
/// </summary>
internal static class UserMemory
{
    internal static bool CanRead(ulong address, ulong length) => TryPrepare(address, length, Protection.Read);

    internal static bool CanWrite(ulong address, ulong length) => TryPrepare(address, length, Protection.Read | Protection.Write);

    private static bool TryPrepare(ulong address, ulong length, uint access)
    {
        if (length == 0)
        {
            return true;
        }

        ulong last = address + length - 1;
        if (last < address)
        {
            return false;
        }

        // The image is mapped for good; its constants are only ever read.
        if (address >= ImageLayout.Start && last < ImageLayout.End)
        {
            return access == Protection.Read || address >= ImageLayout.WritableStart;
        }

        for (ulong page = address & ~(PhysicalMemory.PageSize - 1); page <= last; page += PhysicalMemory.PageSize)
        {
            PageOutcome outcome = AddressSpace.TryMakeResident(page, access);
            if (outcome == PageOutcome.OutOfMemory)
            {
                Stop.With("out of memory: no frame left for the program"u8);
            }

            if (outcome != PageOutcome.Resident)
            {
                return false;
            }
        }

        return true;
    }
}
