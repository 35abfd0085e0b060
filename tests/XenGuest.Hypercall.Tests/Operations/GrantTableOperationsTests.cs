using System;
using System.Linq;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public unsafe class GrantTableOperationsTests
{
    private static readonly DomainId s_domain = new(5);

    [Fact]
    public void Asking_for_the_size_sends_the_domain_and_answers_both_numbers()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = [3, 0, 0, 0, 64, 0, 0, 0, 0, 0], WrittenBackAt = 4 };
        GrantTableSize size = new GrantTableOperations(xen).QuerySize(s_domain).Value;
        Assert.Equal((3u, 64u), (size.FrameCount, size.MaximumFrameCount));
        xen.AssertSent(HypercallNumber.GrantTableOp, GrantTableCommand.QuerySize, "05000000" + "00000000" + "00000000" + "00000000");
    }

    [Fact]
    public void A_status_is_an_error_as_much_as_what_the_hypercall_answers()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = [0xFE, 0xFF], WrittenBackAt = 12 };
        Assert.Equal(XenErrno.NoSuchDomain, new GrantTableOperations(xen).QuerySize(s_domain).Error);
        xen.Answer = -(int)XenErrno.BadAddress;
        Assert.Equal(XenErrno.BadAddress, new GrantTableOperations(xen).QuerySize(s_domain).Error);
    }

    [Fact]
    public void Versions_are_asked_for_and_chosen()
    {
        RecordingHypervisor xen = new(8) { WrittenBack = [2], WrittenBackAt = 4 };
        Assert.Equal(GrantVersion.Two, new GrantTableOperations(xen).GetVersion(s_domain).Value);
        xen.AssertSent(HypercallNumber.GrantTableOp, GrantTableCommand.GetVersion, "0500000000000000");
        xen = new(4) { Answer = -(int)XenErrno.Busy };
        Assert.Equal(XenErrno.Busy, new GrantTableOperations(xen).SetVersion(GrantVersion.Two));
        xen.AssertSent(HypercallNumber.GrantTableOp, GrantTableCommand.SetVersion, "02000000");
    }

    [Fact]
    public void Batches_are_sent_as_they_are_with_statuses_that_are_not_okay()
    {
        GnttabMapGrantRef* maps = stackalloc GnttabMapGrantRef[2];
        GnttabUnmapGrantRef* unmaps = stackalloc GnttabUnmapGrantRef[2];
        GnttabCopy<nuint>* copies = stackalloc GnttabCopy<nuint>[2];
        RecordingHypervisor xen = new(1);
        GrantTableOperations operations = new(xen);
        Assert.Equal(XenErrno.None, operations.Map(maps, 2));
        Assert.Equal(XenErrno.None, operations.Unmap(unmaps, 2));
        Assert.Equal(XenErrno.None, operations.Copy(copies, 2));
        Assert.Equal(
            [GrantTableCommand.MapGrantReference, GrantTableCommand.UnmapGrantReference, GrantTableCommand.Copy],
            xen.Calls.Select(call => (GrantTableCommand)call.Command));
        Assert.All(xen.Calls, call => Assert.Equal(2u, call.Operand));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(
                (GrantStatus.TryAgain, GrantStatus.TryAgain, GrantStatus.TryAgain),
                (maps[i].Status, unmaps[i].Status, copies[i].Status));
        }
    }

    [Fact]
    public void Every_status_has_an_error_number_of_its_own()
    {
        GrantStatus[] all = Enum.GetValues<GrantStatus>();
        Assert.Equal(14, all.Length);
        Assert.Equal(all.Length, all.Select(GrantStatusErrno.Of).Distinct().Count());
        Assert.DoesNotContain(XenErrno.BadMessage, all.Select(GrantStatusErrno.Of));
        Assert.Equal(XenErrno.None, GrantStatusErrno.Of(GrantStatus.Okay));
        Assert.Equal(XenErrno.BadMessage, GrantStatusErrno.Of((GrantStatus)(-14)));
        Assert.Equal(XenErrno.BadMessage, GrantStatusErrno.Of((GrantStatus)1));
    }
}
