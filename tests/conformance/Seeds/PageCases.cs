using System;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document D: the page about event channels in Xen's generated documentation, but for what belongs to FIFO.</summary>
internal static class PageCases
{
    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        add('D', "An event is one bit: an event that is pending is not raised once more", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Words.TakeSelector(0);
            run.Words.ClearUpcallPending(0);
            run.Try("send", Send(port));
            run.NoteWords("words", port);
        });
        add('D', "Notifications go on when the bit was cleared", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Words.TakeSelector(0);
            run.Words.ClearUpcallPending(0);
            run.Words.ClearPending(port);
            run.Try("send", Send(port));
            run.NoteWords("words", port);
        });
        add('D', "The bit must be looked at after delivery was enabled again", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Words.SetMask(port);
            run.Do(Send(port));
            run.Words.ClearMask(port);
            run.NoteWords("mask cleared by the guest", port);
            run.Try("then unmask", Unmask(port));
            run.NoteWords("words", port);
        });
        add('D', "A flag masks notifications", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Words.SetMask(port);
            run.Try("send", Send(port));
            run.NoteWords("words", port);
        });
        add('D', "Events are the words of shared_info and vcpu_info: a vCPU that is down has its own", static run =>
        {
            uint port = run.Do(BindIpi(1));
            run.Try("send", Send(port));
            run.NoteWords("vCPU 0", port);
            run.NoteWords("vCPU 1", port, 1);
        });
        add('D', "Commands 0 to 14, EVTCHNOP_reset_cont among them", static run =>
        {
            for (EventChannelCommand command = 0; command <= EventChannelCommand.XenResetContinuation; command++)
            {
                run.Try($"{(uint)command}", NoArgument(command));
            }

            run.Try("14 with a domain", new(OperationKind.ContinueReset, CaseRun.Self));
            run.Try("15", NoArgument((EventChannelCommand)15));
        });
        add('D', "EVTCHN_2L_NR_CHANNELS is 8 · 8 · 64, port 0 included", static run =>
        {
            run.Note("last port", $"{TakeEveryPort(run)}");
            run.Try("one more", Allocate());
        });
        add('D', "The FIFO commands need a control block first", static run =>
        {
            run.Try("expand_array", new(OperationKind.ExpandArray, ReplayTarget.PageCount));
            run.Try("set_priority", new(OperationKind.SetPriority, run.Do(BindIpi()), 0));
            run.Try("set_priority of no port", new(OperationKind.SetPriority, uint.MaxValue, 0));
        });
    }
}
