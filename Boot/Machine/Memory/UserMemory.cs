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

        // The image is mapped for good, but for a guard page and for what the program itself has protected.
        bool inImage = ImageLayout.Contains(address, last);
        for (ulong page = address & ~(PhysicalMemory.PageSize - 1); page <= last; page += PhysicalMemory.PageSize)
        {
            if (inImage ? !PageTables.Allows(page, access) : !TryMakeResident(page, access))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryMakeResident(ulong page, uint access)
    {
        PageOutcome outcome = AddressSpace.TryMakeResident(page, access);
        if (outcome == PageOutcome.OutOfMemory)
        {
            Stop.With("out of memory: no frame left for the program"u8);
        }

        return outcome != PageOutcome.Refused;
    }
}
