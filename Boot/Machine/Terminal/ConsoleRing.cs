using System.Runtime.InteropServices;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Terminal;

/// <summary>This domain's end of the ring of characters that it shares with whoever shows its console.</summary>
/// <remarks>
/// The other end is not trusted: of the page only its own two indices are read, and what they say must make sense. A ring whose
/// indices do not is a full one for output and an empty one for input; nobody waits for it.
/// Xen: struct xencons_interface, public/io/console.h.
/// </remarks>
internal unsafe struct ConsoleRing
{
    private readonly ulong _physical;
    private uint _written;
    private uint _read;

    /// <summary>The ring in a page; characters that others have put there before stay.</summary>
    internal ConsoleRing(ulong physical)
    {
        _physical = physical;
        _written = Indices->OutProducer;
        _read = Indices->InConsumer;
    }

    /// <summary>Whether the other end has something to take, as far as it says.</summary>
    internal readonly bool HasUnread => _written != Indices->OutConsumer;

    private readonly XenconsInterface* Page => (XenconsInterface*)PhysicalMemory.Direct(_physical);

    private readonly SharedIndices* Indices => (SharedIndices*)&Page->InConsumer;

    /// <summary>Puts characters into the ring.</summary>
    /// <returns>How many there was room for.</returns>
    internal uint Put(byte* text, uint length)
    {
        uint unread = _written - Indices->OutConsumer;
        uint free = unread <= XenconsInterface.OutSize ? XenconsInterface.OutSize - unread : 0;
        uint count = length < free ? length : free;
        for (uint i = 0; i < count; i++)
        {
            Page->Out[(_written + i) % XenconsInterface.OutSize] = text[i];
        }

        // The processor's stores are seen in their order: the characters before the index that says they are there.
        _written += count;
        Indices->OutProducer = _written;
        return count;
    }

    /// <summary>Takes a character out of the ring.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TryTake(out byte character)
    {
        uint waiting = Indices->InProducer - _read;
        bool isThere = waiting is not 0 and <= XenconsInterface.InSize;
        character = isThere ? Page->In[_read % XenconsInterface.InSize] : (byte)0;
        if (isThere)
        {
            _read++;
            Indices->InConsumer = _read;
        }

        return isThere;
    }

    /// <summary>The end of <see cref="XenconsInterface"/>, whose words change beside this code.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SharedIndices
    {
        internal volatile uint InConsumer;
        internal volatile uint InProducer;
        internal volatile uint OutConsumer;
        internal volatile uint OutProducer;
    }
}
