using System.Threading;

namespace XenGuest.Hypercall;

/// <summary>The page that Xen fills with one 32-byte entry for each hypercall.</summary>
/// <remarks>Xen: docs/guest-guide/x86/hypercall-abi.rst, public/arch-x86/cpuid.h.</remarks>
public static unsafe class HypercallPage
{
    /// <summary>The size of the page, in bytes.</summary>
    public const int Size = 4096;

    /// <summary>The size of one hypercall's entry, in bytes.</summary>
    public const int SlotSize = 32;

    /// <summary>How many hypercalls have an entry.</summary>
    public const int SlotCount = Size / SlotSize;

    /// <summary>
    /// The first 8 bytes of every entry before Xen fills the page: <c>mov rax, -38; ret</c>, in 32-bit code
    /// <c>dec eax; mov eax, -38; ret</c>. A hypercall made too early answers
    /// <see cref="XenErrno.NotImplemented"/>.
    /// </summary>
    public const ulong Poison = 0xC3FF_FFFF_DAC0_C748;

    // int3, eight times.
    private const ulong Breakpoints = 0xCCCC_CCCC_CCCC_CCCC;

    /// <summary>Poisons the page.</summary>
    /// <param name="page">4096 writable bytes, aligned to 8.</param>
    public static void Fill(void* page)
    {
        for (int offset = 0; offset < Size; offset += sizeof(ulong))
        {
            bool startsSlot = (offset & (SlotSize - 1)) == 0;
            *(ulong*)((byte*)page + offset) = startsSlot ? Poison : Breakpoints;
        }
    }

    /// <summary>Finds Xen and lets it fill the page. Xen also latches the width of shared_info from the mode of the caller.</summary>
    /// <typeparam name="TProcessor">The host's processor.</typeparam>
    /// <param name="processor">Executes CPUID and WRMSR, in ring 0 and in the guest's own width.</param>
    /// <param name="page">The page, poisoned: 4096 bytes of this domain's memory, executable for the guest.</param>
    /// <param name="frame">The guest frame that the page is in.</param>
    /// <returns>Whether the page is ready, and why not.</returns>
    public static HypercallPageState Register<TProcessor>(ref TProcessor processor, void* page, GuestFrame frame)
        where TProcessor : struct, IProcessor
    {
        if (!XenIdentity.TryFind(ref processor, out XenIdentity xen))
        {
            return HypercallPageState.NoXen;
        }

        if (xen.PageCount != 1)
        {
            return HypercallPageState.UnexpectedPageCount;
        }

        processor.WriteModelSpecificRegister(xen.PageRegister, frame.Address);
        return IsPoisoned(page) ? HypercallPageState.NotWritten : HypercallPageState.Ready;
    }

    /// <summary>Whether any entry of the page is still poisoned.</summary>
    /// <param name="page">The page.</param>
    /// <returns>Whether there is such an entry.</returns>
    public static bool IsPoisoned(void* page)
    {
        for (int offset = 0; offset < Size; offset += SlotSize)
        {
            // Xen writes the page behind the compiler's back.
            if (Volatile.Read(ref *(ulong*)((byte*)page + offset)) == Poison)
            {
                return true;
            }
        }

        return false;
    }
}
