using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>Where Xen marks that an entry is used: one half of a word shared with the guest.</summary>
internal readonly unsafe struct GrantStatusPlace
{
    private readonly uint* _word;
    private readonly int _shift;

    internal GrantStatusPlace(ushort* place)
    {
        _word = (uint*)((nuint)place & ~(nuint)3);
        _shift = (nuint)place == (nuint)_word ? 0 : 16;
    }

    internal void Set(GrantFlags flags) => Change(flags, GrantFlags.Invalid);

    /// <summary>Xen: gnttab_clear_flags, xen/arch/x86/include/asm/grant_table.h.</summary>
    internal void Clear(GrantFlags flags) => Change(GrantFlags.Invalid, flags);

    private void Change(GrantFlags set, GrantFlags clear)
    {
        uint seen = Atomic.Load(_word);
        while (true)
        {
            uint wanted = (seen & ~((uint)clear << _shift)) | ((uint)set << _shift);
            uint before = Atomic.CompareExchange(_word, wanted, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
