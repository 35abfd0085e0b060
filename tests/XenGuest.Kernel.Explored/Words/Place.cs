using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Explored;

/// <summary>Where a known word is, in native memory or in an object, which may move.</summary>
/// <param name="Owner">The object; null for native memory.</param>
/// <param name="Memory">Where the native memory starts.</param>
/// <param name="Offset">From the start of the object or of the memory, in bytes.</param>
/// <param name="Name">What the word is.</param>
/// <param name="Range">The number of the object or of the memory.</param>
/// <param name="IsSilent">Whether an access to it is no step by itself.</param>
internal sealed record Place(object? Owner, nint Memory, long Offset, string Name, ulong Range, bool IsSilent)
{
    internal ulong Id => Hash.Of(Range, (ulong)Offset);

    internal unsafe ref byte Word
    {
        get
        {
            if (Owner == null)
            {
                return ref *(byte*)(Memory + (nint)Offset);
            }

            // An object's address is that of the pointer to its method table, which stands before its first field.
            ref byte first = ref Unsafe.As<AnyObject>(Owner).First;
            return ref Unsafe.AddByteOffset(ref first, (nint)Offset - sizeof(nint));
        }
    }

    private sealed class AnyObject
    {
#pragma warning disable CS0649 // Never assigned: the object is another.
        internal byte First;
#pragma warning restore CS0649
    }
}
