using XenGuest.Machine.Terminal;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Memory;

/// <summary>
/// Builds the direct map: all usable RAM but the image, and the pages of console and xenstore, writable, never executable; the modules,
/// read-only.
/// </summary>
internal static unsafe class DirectMap
{
    internal static void Build()
    {
        if (RingConsole.IsThere)
        {
            PageTables.Map(PhysicalMemory.DirectAddress(RingConsole.Page), RingConsole.Page, PageFlags.Data);
        }

        if (StorePage.IsThere)
        {
            PageTables.Map(PhysicalMemory.DirectAddress(StorePage.Address), StorePage.Address, PageFlags.Data);
        }

        BootModules.Map();
        for (int i = 0; i < MemoryMap.Count; i++)
        {
            MemoryRange* range = MemoryMap.Range(i);
            ulong page = range->Start;
            while (page < range->End)
            {
                bool large = (page & (PhysicalMemory.LargePageSize - 1)) == 0 && range->End - page >= PhysicalMemory.LargePageSize;
                if (large)
                {
                    PageTables.MapLarge(PhysicalMemory.DirectAddress(page), page, PageFlags.Data);
                    page += PhysicalMemory.LargePageSize;
                }
                else
                {
                    PageTables.Map(PhysicalMemory.DirectAddress(page), page, PageFlags.Data);
                    page += PhysicalMemory.PageSize;
                }
            }
        }
    }
}
