using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Explored;

/// <summary>What stands where in the memory of a scenario's guest, which uses its frames in the order of the model's.</summary>
internal sealed unsafe class GuestMemoryMap(EventAbi abi)
{
    internal const int FirstArrayFrame = 4;

    private const int VcpuInfoFrame = 2;
    private const int ControlFrame = 3;
    private const int ControlBlockDistance = 128;

    internal string NameAt(long offset)
    {
        long frame = offset / GuestFrame.Size;
        long place = offset % GuestFrame.Size;
        return frame switch
        {
            < VcpuInfoFrame => NameInSharedInfo(place),
            VcpuInfoFrame => NameInVcpuInfo(place),
            _ when abi == EventAbi.TwoLevel => "memory",
            ControlFrame => NameInControlPage(place),
            _ => $"word of port {(((frame - FirstArrayFrame) * GuestFrame.Size) + place) / sizeof(uint)}",
        };
    }

    private static string NameInSharedInfo(long offset) =>
        offset >= new SharedInfoLayout(sizeof(ulong)).EventMask ? "mask bits" : "pending bits";

    private static string NameInVcpuInfo(long offset)
    {
        long vcpu = offset / SharedInfoLayout.VcpuInfoSize;
        bool isSelector = offset % SharedInfoLayout.VcpuInfoSize >= new SharedInfoLayout(sizeof(ulong)).PendingSelector;
        return isSelector ? $"selector of vCPU {vcpu}" : $"upcall_pending of vCPU {vcpu}";
    }

    private static string NameInControlPage(long offset)
    {
        long vcpu = offset / ControlBlockDistance;
        long heads = sizeof(EvtchnFifoControlBlock) - (FifoEvents.QueueCount * sizeof(uint));
        long head = (offset % ControlBlockDistance) - heads;
        return head < 0 ? $"READY of vCPU {vcpu}" : $"head {head / sizeof(uint)} of vCPU {vcpu}";
    }
}
