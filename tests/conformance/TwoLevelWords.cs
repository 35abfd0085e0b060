using System.Text;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance;

/// <summary>The words that a 64-bit guest shares with Xen about events, under the 2-level ABI.</summary>
/// <param name="target">Whose words.</param>
public sealed unsafe class TwoLevelWords(ReplayTarget target)
{
    private const int Words = 64;
    private static readonly SharedInfoLayout s_layout = new(sizeof(ulong));

    private ulong* Pending => (ulong*)(target.SharedInfo + SharedInfoLayout.EventPending);

    private ulong* Mask => (ulong*)(target.SharedInfo + s_layout.EventMask);

    /// <summary>Writes all words: nothing pending, no upcall, every port masked or none.</summary>
    /// <param name="mask">The mask of 64 ports each.</param>
    public void StartAnew(ulong mask)
    {
        for (int word = 0; word < Words; word++)
        {
            Atomic.Store(Pending + word, 0);
            Atomic.Store(Mask + word, mask);
        }

        for (uint vcpu = 0; vcpu < ReplayTarget.VcpuCount; vcpu++)
        {
            Atomic.Store(Selector(vcpu), 0);
            Atomic.Store(UpcallPending(vcpu), 0);
        }
    }

    /// <summary>Sets the bit of a port.</summary>
    public bool SetMask(uint port) => Atomic.SetBit((uint*)Mask, port);

    /// <summary>Clears the bit of a port.</summary>
    public bool ClearMask(uint port) => Atomic.ClearBit((uint*)Mask, port);

    /// <summary>Sets the bit of a port.</summary>
    public bool SetPending(uint port) => Atomic.SetBit((uint*)Pending, port);

    /// <summary>Clears the bit of a port.</summary>
    public bool ClearPending(uint port) => Atomic.ClearBit((uint*)Pending, port);

    /// <summary>Reads a vCPU's selector and clears it.</summary>
    public ulong TakeSelector(uint vcpu) => Atomic.Exchange(Selector(vcpu), 0);

    /// <summary>Clears a vCPU's evtchn_upcall_pending.</summary>
    public void ClearUpcallPending(uint vcpu) => Atomic.Store(UpcallPending(vcpu), 0);

    /// <summary>Whether a port's pending bit is set.</summary>
    public bool IsPending(uint port) => Atomic.TestBit((uint*)Pending, port);

    /// <summary>Whether a port's mask bit is set.</summary>
    public bool IsMasked(uint port) => Atomic.TestBit((uint*)Mask, port);

    /// <summary>Reads a vCPU's selector.</summary>
    public ulong ReadSelector(uint vcpu) => Atomic.Load(Selector(vcpu));

    /// <summary>Reads a vCPU's evtchn_upcall_pending.</summary>
    public byte ReadUpcallPending(uint vcpu) => Atomic.Load(UpcallPending(vcpu));

    /// <summary>Writes a vCPU's evtchn_upcall_mask.</summary>
    public void SetUpcallMask(uint vcpu, byte value) =>
        Atomic.Store(UpcallPending(vcpu) - SharedInfoLayout.UpcallPending + SharedInfoLayout.UpcallMask, value);

    /// <summary>Takes every word into a digest.</summary>
    public ulong Digest(ulong digest)
    {
        for (int word = 0; word < Words; word++)
        {
            digest = StateDigest.Mix(digest, Atomic.Load(Pending + word));
            digest = StateDigest.Mix(digest, Atomic.Load(Mask + word));
        }

        for (uint vcpu = 0; vcpu < ReplayTarget.VcpuCount; vcpu++)
        {
            digest = StateDigest.Mix(digest, Atomic.Load(Selector(vcpu)));
            digest = StateDigest.Mix(digest, Atomic.Load(UpcallPending(vcpu)));
        }

        return digest;
    }

    /// <summary>Writes every word that is not zero.</summary>
    public void Describe(StringBuilder text)
    {
        Describe(text, "pending", Pending);
        Describe(text, "mask", Mask);
        for (uint vcpu = 0; vcpu < ReplayTarget.VcpuCount; vcpu++)
        {
            text.Append($" | vcpu{vcpu} sel {Atomic.Load(Selector(vcpu)):x} up {Atomic.Load(UpcallPending(vcpu))}");
        }
    }

    private static void Describe(StringBuilder text, string name, ulong* words)
    {
        text.Append($" | {name}");
        int first = 0;
        for (int word = 1; word <= Words; word++)
        {
            ulong value = Atomic.Load(words + first);
            if (word < Words && Atomic.Load(words + word) == value)
            {
                continue;
            }

            if (value != 0)
            {
                text.Append(first == word - 1 ? $" {first}:{value:x}" : $" {first}-{word - 1}:{value:x}");
            }

            first = word;
        }
    }

    private byte* UpcallPending(uint vcpu) =>
        target.SharedInfo + (vcpu * SharedInfoLayout.VcpuInfoSize) + SharedInfoLayout.UpcallPending;

    private ulong* Selector(uint vcpu) =>
        (ulong*)(target.SharedInfo + (vcpu * SharedInfoLayout.VcpuInfoSize) + s_layout.PendingSelector);
}
