using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>A way in which upcalls reach a domain.</summary>
public readonly struct EventCallback
{
    private EventCallback(ulong encoding) => Encoding = encoding;

    /// <summary>No upcall comes: the guest polls.</summary>
    public static EventCallback None => default;

    /// <summary>The value of HVM_PARAM_CALLBACK_IRQ.</summary>
    public ulong Encoding { get; }

    /// <summary>A vector, on every vCPU, without EOI. Needs XENFEAT_hvm_callback_vector, which all Xen since 4.0 have.</summary>
    /// <param name="vector">The vector; from 0x20 on, below stand the processor's exceptions.</param>
    /// <returns>The callback.</returns>
    public static EventCallback Vector(byte vector) => new(HvmCallback.Vector(vector));

    /// <summary>A line of the IO-APIC, level-triggered, on vCPU 0 only.</summary>
    /// <param name="line">The line (global system interrupt); 0 stands for none.</param>
    /// <returns>The callback.</returns>
    public static EventCallback Gsi(byte line) => new(HvmCallback.Gsi(line));

    /// <summary>The interrupt line of a PCI device on the first bus, such as Xen's platform device, on vCPU 0 only.</summary>
    /// <param name="slot">The device, 0 to 31.</param>
    /// <param name="pin">0 to 3 for INTA to INTD.</param>
    /// <returns>The callback.</returns>
    public static EventCallback PciIntx(byte slot, byte pin) => new(HvmCallback.PciIntx(0, 0, slot, 0, pin));
}
