using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Abi.Tests;

/// <summary>The encodings, by the examples of the comment in hvm/params.h.</summary>
public class HvmCallbackTests
{
    [Fact]
    public void A_platform_interrupt_has_type_0_and_its_number()
        => Assert.Equal(0x0000_0000_0000_001Cul, HvmCallback.Gsi(28));

    [Fact]
    public void A_pci_line_has_type_1_and_domain_bus_device_function_and_pin()
    {
        Assert.Equal(0x0100_0000_0000_1800ul, HvmCallback.PciIntx(domain: 0, bus: 0, slot: 3, function: 0, pin: 0));
        Assert.Equal(0x0100_1234_0056_FF03ul, HvmCallback.PciIntx(domain: 0x1234, bus: 0x56, slot: 31, function: 7, pin: 3));
    }

    [Fact]
    public void A_pci_line_keeps_slot_function_and_pin_to_their_bits()
        => Assert.Equal(
            HvmCallback.PciIntx(domain: 0, bus: 0, slot: 0, function: 0, pin: 0),
            HvmCallback.PciIntx(domain: 0, bus: 0, slot: 32, function: 8, pin: 4));

    [Fact]
    public void A_vector_has_type_2_and_its_number()
        => Assert.Equal(0x0200_0000_0000_00F3ul, HvmCallback.Vector(0xF3));

    [Fact]
    public void The_type_mask_covers_every_type_and_no_line_or_vector()
    {
        Assert.Equal(HvmCallback.TypeVector << HvmCallback.TypeShift, HvmCallback.Vector(0xFF) & HvmCallback.TypeMask);
        Assert.Equal(0ul, HvmCallback.Gsi(uint.MaxValue) & HvmCallback.TypeMask);
    }
}
