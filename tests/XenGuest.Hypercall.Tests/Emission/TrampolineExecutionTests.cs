using XenGuest.Hypercall.Emission;
using Xunit;

namespace XenGuest.Hypercall.Tests.Emission;

public unsafe class TrampolineExecutionTests
{
    private const int NotImplemented = -38;

    [Theory]
    [InlineData(0u)]
    [InlineData(32u)]
    [InlineData(127u)]
    public void A_64_bit_trampoline_enters_the_slot_of_its_number_with_all_five_arguments(uint number)
    {
        using StubPage page = StubPage.Recording64();
        page.Recorded.Answer = unchecked((ulong)-0x1234_5678_9ABCL);
        delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, long> trampoline =
            (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, long>)page.EmitTrampoline(HypercallConvention.SysV64);

        long answer = trampoline(number, 0x1111_0000_0000_0001, 0x2222_0000_0000_0002, 0x3333_0000_0000_0003,
            0x4444_0000_0000_0004, 0x5555_0000_0000_0005);

        RecordedHypercall seen = page.Recorded;
        Assert.Equal(-0x1234_5678_9ABCL, answer);
        Assert.Equal(number, seen.Number);
        Assert.Equal(0x1111_0000_0000_0001UL, seen.First);
        Assert.Equal(0x2222_0000_0000_0002UL, seen.Second);
        Assert.Equal(0x3333_0000_0000_0003UL, seen.Third);
        Assert.Equal(0x4444_0000_0000_0004UL, seen.Fourth);
        Assert.Equal(0x5555_0000_0000_0005UL, seen.Fifth);
        Assert.Equal(1UL, seen.Calls);
        Assert.Equal(8UL, seen.StackPointer % 16);
    }

    [Fact]
    public void A_cdecl_trampoline_enters_the_slot_of_its_number_with_all_five_arguments()
    {
        using StubPage page = StubPage.Recording32();
        using CompatibilityMode host = new();
        page.Recorded.Answer = 0xFFFF_FFDA;

        uint answer = host.Call(page.EmitTrampoline(HypercallConvention.Cdecl32), 32, 0x11, 0x22, 0x33, 0x44, 0x55);

        Assert.Equal(NotImplemented, (int)answer);
        AssertArguments32(page);
        AssertPreserved(host);
    }

    [Fact]
    public void A_frame_trampoline_takes_number_and_arguments_from_the_frame()
    {
        using StubPage page = StubPage.Recording32();
        using CompatibilityMode host = new();
        page.Recorded.Answer = 42;

        uint frame = host.AddressOfArguments + sizeof(uint);
        uint answer = host.Call(page.EmitTrampoline(HypercallConvention.Frame32), frame, 32, 0x11, 0x22, 0x33, 0x44, 0x55);

        Assert.Equal(42u, answer);
        AssertArguments32(page);
        AssertPreserved(host);
    }

    [Fact]
    public void A_frame_trampoline_leaves_its_result_where_its_argument_was_as_well()
    {
        using StubPage page = StubPage.Recording32();
        using CompatibilityMode host = new();
        page.Recorded.Answer = 42;

        uint frame = host.AddressOfArguments + sizeof(uint);
        host.Call(page.EmitTrampoline(HypercallConvention.Frame32), frame, 32, 0x11, 0x22, 0x33, 0x44, 0x55);

        Assert.Equal(42u, host.After.FirstArgumentSlot);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(127)]
    public void Every_slot_of_a_poisoned_page_answers_not_implemented_in_64_bits(int slot)
    {
        using StubPage page = StubPage.Poisoned();
        delegate* unmanaged<long> entry = (delegate* unmanaged<long>)(page.Address + (slot * HypercallPageImage.SlotSize));
        Assert.Equal(NotImplemented, entry());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(127)]
    public void Every_slot_of_a_poisoned_page_answers_not_implemented_in_32_bits(int slot)
    {
        using StubPage page = StubPage.Poisoned();
        using CompatibilityMode host = new();
        Assert.Equal(NotImplemented, (int)host.Call(page.Address + (slot * HypercallPageImage.SlotSize)));
    }

    [Fact]
    public void A_trampoline_through_a_poisoned_page_answers_not_implemented()
    {
        using StubPage page = StubPage.Poisoned();
        using CompatibilityMode host = new();
        delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, long> trampoline =
            (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, long>)page.EmitTrampoline(HypercallConvention.SysV64);
        Assert.Equal(NotImplemented, trampoline(32, 0, 0, 0, 0, 0));
        Assert.Equal(NotImplemented, (int)host.Call(page.EmitTrampoline(HypercallConvention.Cdecl32), 32, 0, 0, 0, 0, 0));
    }

    private static void AssertArguments32(StubPage page)
    {
        RecordedHypercall seen = page.Recorded;
        Assert.Equal(32UL, seen.Number);
        Assert.Equal(0x11UL, seen.First);
        Assert.Equal(0x22UL, seen.Second);
        Assert.Equal(0x33UL, seen.Third);
        Assert.Equal(0x44UL, seen.Fourth);
        Assert.Equal(0x55UL, seen.Fifth);
        Assert.Equal(1UL, seen.Calls);

        // At the call the stack was 16-byte aligned; the slot sees it with the return address pushed.
        Assert.Equal(12UL, seen.StackPointer % 16);
    }

    private static void AssertPreserved(CompatibilityMode host)
    {
        Assert.Equal(CompatibilityMode.Ebx, host.After.Ebx);
        Assert.Equal(CompatibilityMode.Esi, host.After.Esi);
        Assert.Equal(CompatibilityMode.Edi, host.After.Edi);
        Assert.Equal(CompatibilityMode.Ebp, host.After.Ebp);
        Assert.Equal(host.AddressOfArguments, host.After.Esp);
    }
}
