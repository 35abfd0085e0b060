// xen/include/public/arch-x86/xen.h at RELEASE-4.17.0, guest handles: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/arch-x86/xen.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>A pointer to guest memory inside a structure that Xen reads (<c>XEN_GUEST_HANDLE</c>).</summary>
/// <remarks>Structures of this library hold the word itself; this type is for a handle on its own.</remarks>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("event_channel.h", "__guest_handle_evtchn_port_t")]
[XenAbi("event_channel.h", "__guest_handle_const_evtchn_port_t")]
[XenAbi("event_channel.h", "__guest_handle_evtchn_op_t")]
[XenAbi("event_channel.h", "__guest_handle_const_evtchn_op_t")]
[XenAbi("xen.h", "__guest_handle_xen_pfn_t")]
[XenAbi("xen.h", "__guest_handle_xen_ulong_t")]
[StructLayout(LayoutKind.Sequential)]
public struct GuestHandle<TWord>
    where TWord : unmanaged
{
    /// <summary>The address in the guest.</summary>
    [XenField("p")] public TWord Pointer;
}

/// <summary>A pointer to guest memory that takes 8 bytes at every width (<c>XEN_GUEST_HANDLE_64</c>).</summary>
[XenAbi("event_channel.h", "XEN_GUEST_HANDLE_64(evtchn_port_t)", Width = 32)]
[XenAbi("event_channel.h", "XEN_GUEST_HANDLE_64(const_evtchn_port_t)", Width = 32)]
[XenAbi("event_channel.h", "XEN_GUEST_HANDLE_64(evtchn_op_t)", Width = 32)]
[XenAbi("event_channel.h", "XEN_GUEST_HANDLE_64(const_evtchn_op_t)", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct GuestHandle64
{
    /// <summary>The address in the guest, zero-extended.</summary>
    [FieldOffset(0), XenField("q")] public ulong Pointer;
}
