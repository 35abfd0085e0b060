using System.Text;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance;

/// <summary>The pages that a guest gives to Xen under the FIFO ABI: the first for control blocks, the others for event words.</summary>
/// <param name="target">Whose pages.</param>
public sealed unsafe class FifoWords(ReplayTarget target)
{
    /// <summary>The page with the control blocks of all vCPUs.</summary>
    public const uint ControlPage = 0;

    /// <summary>The page with the words of the first ports, where scripts give pages in their order.</summary>
    public const uint FirstArrayPage = 2;

    private const uint WordsPerPage = 1024;
    private const uint ControlBlockDistance = 128;

    // After each operation so much is looked at; the whole pages at the end of a script.
    private const uint WordsLookedAt = 256;

    /// <summary>Where the control block of a vCPU is in its page.</summary>
    public static uint ControlOffset(uint vcpu) => vcpu * ControlBlockDistance;

    /// <summary>Writes all pages: words unmasked or masked, nothing linked, no heads.</summary>
    /// <param name="word">What each event word becomes.</param>
    public void StartAnew(uint word)
    {
        for (uint page = 0; page < ReplayTarget.PageCount; page++)
        {
            uint* words = (uint*)target.PageAt(page);
            for (uint index = 0; index < WordsPerPage; index++)
            {
                Atomic.Store(words + index, page < FirstArrayPage ? 0 : word);
            }
        }
    }

    /// <summary>Sets a bit of a port's word.</summary>
    public bool SetBit(uint port, uint bit) => Atomic.SetBit(WordOf(port), bit);

    /// <summary>Clears a bit of a port's word.</summary>
    public bool ClearBit(uint port, uint bit) => Atomic.ClearBit(WordOf(port), bit);

    /// <summary>Writes a port's word.</summary>
    public void Write(uint port, uint word) => Atomic.Store(WordOf(port), word);

    /// <summary>Reads a port's word.</summary>
    public uint Read(uint port) => Atomic.Load(WordOf(port));

    /// <summary>Takes the queues of a vCPU that have a new head.</summary>
    public uint TakeReady(uint vcpu) => Atomic.Exchange(&Control(vcpu)->Ready, 0);

    /// <summary>Reads the queues of a vCPU that have a new head.</summary>
    public uint ReadReady(uint vcpu) => Atomic.Load(&Control(vcpu)->Ready);

    /// <summary>Reads the head of a queue.</summary>
    public uint ReadHead(uint vcpu, uint priority) => Atomic.Load(&Control(vcpu)->Head[priority]);

    /// <summary>Writes the head of a queue, which is Xen's to write.</summary>
    public void WriteHead(uint vcpu, uint priority, uint port) => Atomic.Store(&Control(vcpu)->Head[priority], port);

    /// <summary>Takes a port out of its queue, as a guest does that consumes it.</summary>
    /// <returns>The word as it was: its link is the next port.</returns>
    public uint Unlink(uint port)
    {
        uint* word = WordOf(port);
        uint seen = Atomic.Load(word);
        uint expected;
        do
        {
            expected = seen;
            seen = Atomic.CompareExchange(word, expected & ~((1u << FifoEvents.LinkedBit) | FifoEvents.LinkMask), expected);
        }
        while (seen != expected);

        return seen;
    }

    /// <summary>Takes the head of a queue as a guest does: unlinks it, goes on to its link, acknowledges it unless it is masked.</summary>
    /// <returns>The word of the head as it was.</returns>
    public uint ConsumeHead(uint vcpu, uint priority)
    {
        uint port = ReadHead(vcpu, priority);
        if (port == 0 || port >= WordsPerPage * (ReplayTarget.PageCount - FirstArrayPage))
        {
            return port;
        }

        uint word = Unlink(port);
        uint next = word & FifoEvents.LinkMask;
        if (next != 0)
        {
            WriteHead(vcpu, priority, next);
        }

        if ((word & (1u << FifoEvents.MaskedBit)) == 0)
        {
            ClearBit(port, FifoEvents.PendingBit);
        }

        return word;
    }

    /// <summary>Takes the control blocks and the words of the first ports into a digest.</summary>
    public ulong Digest(ulong digest)
    {
        digest = DigestWords(digest, ControlPage, WordsLookedAt);
        return DigestWords(digest, FirstArrayPage, WordsLookedAt);
    }

    /// <summary>Takes all pages into a digest.</summary>
    public ulong DigestAll(ulong digest)
    {
        for (uint page = 0; page < ReplayTarget.PageCount; page++)
        {
            digest = DigestWords(digest, page, WordsPerPage);
        }

        return digest;
    }

    /// <summary>Writes every control block, and every word that is not only masked.</summary>
    public void Describe(StringBuilder text)
    {
        for (uint vcpu = 0; vcpu < ReplayTarget.VcpuCount; vcpu++)
        {
            text.Append($" | vcpu{vcpu} ready {ReadReady(vcpu):x} heads");
            for (uint priority = 0; priority < FifoEvents.QueueCount; priority++)
            {
                text.Append(ReadHead(vcpu, priority) == 0 ? string.Empty : $" {priority}:{ReadHead(vcpu, priority)}");
            }
        }

        text.Append(" | words");
        for (uint port = 0; port < WordsPerPage * (ReplayTarget.PageCount - FirstArrayPage); port++)
        {
            uint word = Read(port);
            text.Append((word & ~(1u << FifoEvents.MaskedBit)) == 0 ? string.Empty : $" {port}:{word:x8}");
        }
    }

    private ulong DigestWords(ulong digest, uint page, uint count)
    {
        ulong* words = (ulong*)target.PageAt(page);
        for (uint index = 0; index < count / 2; index++)
        {
            digest = StateDigest.Mix(digest, Atomic.Load(words + index));
        }

        return digest;
    }

    private uint* WordOf(uint port) => (uint*)target.PageAt(FirstArrayPage + (port / WordsPerPage)) + (port % WordsPerPage);

    private EvtchnFifoControlBlock* Control(uint vcpu) => (EvtchnFifoControlBlock*)(target.PageAt(ControlPage) + ControlOffset(vcpu));
}
