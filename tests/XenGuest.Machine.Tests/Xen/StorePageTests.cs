using System;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Xen;

/// <summary>The page of xenstore is found where the toolstack says, if it can be reached there.</summary>
[Collection(nameof(MachineState))]
public sealed class StorePageTests : IDisposable
{
    public StorePageTests() => Reset();

    public void Dispose() => Reset();

    [Fact]
    public void The_page_and_its_port_are_what_the_parameters_say()
    {
        Hypercalls.Parameters[HvmParameter.StorePage] = 0xFEFFC;
        Hypercalls.Parameters[HvmParameter.StoreEventChannel] = 1;
        StorePage.Start();
        Assert.True(StorePage.IsThere);
        Assert.Equal(0xFEFF_C000ul, StorePage.Address);
        Assert.Equal(1u, StorePage.Port);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul << 20)]
    [InlineData(ulong.MaxValue)]
    public void A_page_that_cannot_be_reached_is_none(ulong page)
    {
        Hypercalls.Parameters[HvmParameter.StorePage] = page;
        StorePage.Start();
        Assert.False(StorePage.IsThere);
    }

    [Fact]
    public void A_machine_without_the_parameter_has_none()
    {
        StorePage.Start();
        Assert.False(StorePage.IsThere);
    }

    private static void Reset()
    {
        MachineState.Reset(typeof(StorePage));
        Hypercalls.Parameters.Clear();
    }
}
