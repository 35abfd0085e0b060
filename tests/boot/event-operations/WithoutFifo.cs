using XenGuest.Hypercall;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>init_control, expand_array and set_priority in a domain that uses the 2-level ABI, and stays there.</summary>
internal sealed class WithoutFifo(EventChannelOperations operations)
{
    private const uint LargestOffset = 4096 - 72;
    private static readonly GuestFrame s_noFrame = new(0xF_FFFF_FFFF);

    public void Run()
    {
        const string InitControl = "init_control";
        Row.Expect(InitControl, "for a vCPU that is not there", XenErrno.NotFound, operations.InitializeControl(Numbers.AbsentVcpu, s_noFrame, 0).Error);
        Row.Expect(InitControl, "in a frame that is no memory", XenErrno.InvalidArgument, operations.InitializeControl(default, s_noFrame, 0).Error);
        Row.Expect(InitControl, "across the end of a page", XenErrno.InvalidArgument, operations.InitializeControl(default, s_noFrame, LargestOffset + 8).Error);
        Row.Expect(InitControl, "not aligned", XenErrno.InvalidArgument, operations.InitializeControl(default, s_noFrame, 4).Error);

        Row.Expect("expand_array", "without a control block", XenErrno.NotSupported, operations.ExpandArray(s_noFrame));

        const string SetPriority = "set_priority";
        EventPort port = Row.Make("bind_ipi", "a port", operations.BindInterprocessorInterrupt(default));
        Row.Expect(SetPriority, "of a port under the 2-level ABI", XenErrno.NotImplemented, operations.SetPriority(port, 0));
        Row.Expect(SetPriority, "of that port, and there is none like it", XenErrno.NotImplemented, operations.SetPriority(port, 16));
        operations.Close(port);
        Row.Expect(SetPriority, "of a closed port", XenErrno.NotImplemented, operations.SetPriority(port, 0));
        Row.Expect(SetPriority, "of port 0", XenErrno.NotImplemented, operations.SetPriority(Numbers.PortZero, 0));
        Row.Expect(SetPriority, "of port 4096", XenErrno.InvalidArgument, operations.SetPriority(Numbers.BeyondTwoLevel, 0));
    }
}
