using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Emission;
using Xunit;

namespace XenGuest.Hypercall.Tests;

public unsafe class HypercallPageTests
{
    [Fact]
    public void The_page_that_is_filled_at_run_time_is_the_one_that_is_emitted_at_build_time()
    {
        byte[] page = new byte[HypercallPage.Size];
        fixed (byte* start = page)
        {
            HypercallPage.Fill(start);
        }

        Assert.Equal(HypercallPageImage.CreatePoisoned(), page);
    }

    [Theory]
    [InlineData(0x4000_0000u)]
    [InlineData(0x4000_0100u)]
    [InlineData(0x4000_FF00u)]
    public void Xen_is_found_at_any_base(uint baseLeaf)
    {
        SimulatedProcessor processor = new() { BaseLeaf = baseLeaf, MaximumLeaf = baseLeaf + 5 };
        Assert.True(XenIdentity.TryFind(ref processor, out XenIdentity xen));
        Assert.Equal(baseLeaf, xen.BaseLeaf);
        Assert.Equal(baseLeaf + 5, xen.MaximumLeaf);
        Assert.Equal(0x0004_0014u, xen.Version);
        Assert.Equal(1u, xen.PageCount);
        Assert.Equal(SimulatedProcessor.PageRegister, xen.PageRegister);
    }

    [Theory]
    [InlineData(0x4000_0080u)]
    [InlineData(0x4001_0000u)]
    [InlineData(0x3FFF_FF00u)]
    public void Xens_signature_where_no_base_is_does_not_count(uint baseLeaf)
    {
        SimulatedProcessor processor = new() { BaseLeaf = baseLeaf, MaximumLeaf = baseLeaf + 5 };
        Assert.False(XenIdentity.TryFind(ref processor, out XenIdentity _));
    }

    [Theory]
    [InlineData(0x4000_0001u)]
    [InlineData(0x0000_0016u)]
    [InlineData(0x4000_0100u)]
    [InlineData(0xFFFF_FFFFu)]
    public void A_maximum_leaf_that_leaves_no_hypercall_page_or_is_another_bases_is_not_xen(uint maximumLeaf)
    {
        SimulatedProcessor processor = new() { MaximumLeaf = maximumLeaf };
        Assert.False(XenIdentity.TryFind(ref processor, out XenIdentity _));
    }

    [Fact]
    public void Registering_writes_the_pages_address_to_the_register_that_cpuid_names()
    {
        byte[] page = new byte[HypercallPage.Size];
        List<(uint Index, ulong Value)> writes = [];
        fixed (byte* start = page)
        {
            HypercallPage.Fill(start);
            nint address = (nint)start;
            SimulatedProcessor processor = new()
            {
                OnWrite = (index, value) =>
                {
                    writes.Add((index, value));
                    new Span<byte>((void*)address, HypercallPage.Size).Fill(0x90);
                },
            };
            Assert.Equal(HypercallPageState.Ready, HypercallPage.Register(ref processor, start, new GuestFrame(0x1234)));
        }

        Assert.Equal([(SimulatedProcessor.PageRegister, 0x0123_4000UL)], writes);
    }

    [Fact]
    public void Registering_a_page_that_xen_does_not_fill_is_named()
    {
        byte[] page = new byte[HypercallPage.Size];
        fixed (byte* start = page)
        {
            HypercallPage.Fill(start);
            SimulatedProcessor processor = new();
            Assert.Equal(HypercallPageState.NotWritten, HypercallPage.Register(ref processor, start, default));
        }
    }

    [Fact]
    public void A_page_with_one_entry_left_unfilled_is_not_ready()
    {
        byte[] page = new byte[HypercallPage.Size];
        fixed (byte* start = page)
        {
            HypercallPage.Fill(start);
            new Span<byte>(start, HypercallPage.Size - HypercallPage.SlotSize).Fill(0x90);
            Assert.True(HypercallPage.IsPoisoned(start));
            start[HypercallPage.Size - HypercallPage.SlotSize] = 0xB8;
            Assert.False(HypercallPage.IsPoisoned(start));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    public void A_xen_that_wants_another_number_of_pages_is_refused_before_anything_is_written(uint pageCount)
    {
        byte[] page = new byte[HypercallPage.Size];
        bool written = false;
        fixed (byte* start = page)
        {
            SimulatedProcessor processor = new() { PageCount = pageCount, OnWrite = (_, _) => written = true };
            Assert.Equal(HypercallPageState.UnexpectedPageCount, HypercallPage.Register(ref processor, start, default));
        }

        Assert.False(written);
    }

    [Fact]
    public void Without_xen_nothing_is_written()
    {
        byte[] page = new byte[HypercallPage.Size];
        bool written = false;
        fixed (byte* start = page)
        {
            SimulatedProcessor processor = new() { BaseLeaf = 0, OnWrite = (_, _) => written = true };
            Assert.Equal(HypercallPageState.NoXen, HypercallPage.Register(ref processor, start, default));
        }

        Assert.False(written);
    }

    /// <summary>A processor under Xen, or under something else.</summary>
    private struct SimulatedProcessor : IProcessor
    {
        public const uint PageRegister = 0x4000_0000;

        public SimulatedProcessor()
        {
        }

        public uint BaseLeaf { get; init; } = 0x4000_0000;

        public uint MaximumLeaf { get; init; } = 0x4000_0005;

        public uint PageCount { get; init; } = 1;

        public Action<uint, ulong>? OnWrite { get; init; }

        public readonly CpuidRegisters Identify(uint leaf, uint subleaf)
        {
            Assert.Equal(0u, subleaf);
            return (leaf - BaseLeaf) switch
            {
                0 => new CpuidRegisters(MaximumLeaf, 0x566E6558, 0x65584D4D, 0x4D4D566E),
                1 => new CpuidRegisters(0x0004_0014, 0, 0, 0),
                2 => new CpuidRegisters(PageCount, PageRegister, 0, 0),
                _ => new CpuidRegisters(0x16, 0x756E_6547, 0x6C65_746E, 0x4965_6E69),
            };
        }

        public readonly void WriteModelSpecificRegister(uint index, ulong value) => OnWrite?.Invoke(index, value);
    }
}
