using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public unsafe class MemoryOperationsTests
{
    [Fact]
    public void Adding_to_the_physical_map_sends_space_index_and_frame()
    {
        RecordingHypervisor xen = new(24);
        XenErrno error = new MemoryOperations(xen).AddToPhysmap(
            DomainId.Self, PhysmapSpace.GrantTable, 0x8000_0001, new GuestFrame(0xF_EDCB_A987));
        Assert.Equal(XenErrno.None, error);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.AddToPhysmap,
            "F07F0000" + "01000000" + "0100008000000000" + "87A9CBED0F000000");
    }

    [Fact]
    public void Removing_from_the_physical_map_sends_the_frame()
    {
        RecordingHypervisor xen = new(16);
        Assert.Equal(XenErrno.None, new MemoryOperations(xen).RemoveFromPhysmap(DomainId.Self, new GuestFrame(0x1234)));
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.RemoveFromPhysmap, "F07F000000000000" + "3412000000000000");
    }

    [Fact]
    public void The_memory_map_is_read_into_the_callers_entries_and_answers_how_many_there_are()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = [3, 0, 0, 0] };
        E820Entry* entries = (E820Entry*)0x1122_3344_5566_7788;
        Assert.Equal(3u, new MemoryOperations(xen).GetMemoryMap(entries, 128).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.MemoryMap, "8000000000000000" + "8877665544332211");
    }

    [Fact]
    public void Reservations_are_what_xen_answers()
    {
        RecordingHypervisor xen = new(2) { Answer = 0x1_0000_0001 };
        MemoryOperations operations = new(xen);
        Assert.Equal(0x1_0000_0001UL, operations.GetCurrentReservation(DomainId.Self).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.CurrentReservation, "F07F");
        xen.Calls.Clear();
        Assert.Equal(0x1_0000_0001UL, operations.GetMaximumReservation(new DomainId(5)).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.MaximumReservation, "0500");
        xen.Calls.Clear();
        Assert.Equal(new GuestFrame(0x1_0000_0001), operations.GetMaximumFrame(DomainId.Self).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.MaximumGuestFrame, "F07F");
    }

    [Fact]
    public void Populating_and_releasing_send_the_frames_and_answer_how_many_were_done()
    {
        RecordingHypervisor xen = new(32) { Answer = 2 };
        MemoryOperations operations = new(xen);
        nuint* frames = (nuint*)0x5000;
        const string Argument = "0050000000000000" + "0300000000000000" + "00000000" + "00000000" + "F07F000000000000";
        Assert.Equal(2u, operations.Populate(frames, 3).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.PopulatePhysmap, Argument);
        xen.Calls.Clear();
        Assert.Equal(2u, operations.Release(frames, 3).Value);
        xen.AssertSent(HypercallNumber.MemoryOp, MemoryCommand.DecreaseReservation, Argument);
    }

    [Theory]
    [InlineData(XenErrno.NoSuchDomain)]
    [InlineData(XenErrno.NotPermitted)]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.OutOfMemory)]
    [InlineData(XenErrno.CrossDevice)]
    [InlineData(XenErrno.NotFound)]
    public void Every_operation_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        MemoryOperations operations = new(xen);
        XenErrno[] errors =
        [
            operations.AddToPhysmap(DomainId.Self, PhysmapSpace.SharedInfo, 0, default),
            operations.RemoveFromPhysmap(DomainId.Self, default),
            operations.GetMemoryMap(null, 0).Error,
            operations.GetCurrentReservation(DomainId.Self).Error,
            operations.GetMaximumReservation(DomainId.Self).Error,
            operations.GetMaximumFrame(DomainId.Self).Error,
            operations.Populate(null, 0).Error,
            operations.Release(null, 0).Error,
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
    }
}
