using System;
using System.Globalization;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document D: what it lists of the FIFO ABI.</summary>
internal static class FifoCases
{
    private const uint NoPage = ReplayTarget.PageCount;
    private const uint LastOffset = 4096 - 72;

    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        AddOperations(add);
        AddWords(add);
        AddQueues(add);
    }

    private static Operation Control(uint vcpu, uint page = FifoWords.ControlPage, uint offset = 0) => new(OperationKind.InitializeControl, vcpu, page, offset);

    private static Operation Expand(uint page = FifoWords.FirstArrayPage) => new(OperationKind.ExpandArray, page);

    private static Operation Prioritize(uint port, uint priority) => new(OperationKind.SetPriority, port, priority);

    private static void Begin(CaseRun run)
    {
        run.Do(Control(0));
        run.Do(Control(1, FifoWords.ControlPage, FifoWords.ControlOffset(1)));
        run.Do(Expand());
    }

    private static void AddOperations(Action<char, string, Action<CaseRun>> add)
    {
        add('D', "EVTCHNOP_init_control 11 gives a vCPU its control block", static run =>
        {
            run.Try("vCPU 0", Control(0));
            run.Try("vCPU 0 again", Control(0));
            run.Try("vCPU 1", Control(1, FifoWords.ControlPage, LastOffset));
            run.Try("vCPU 2", Control(CaseRun.AbsentVcpu));
        });
        add('D', "evtchn_fifo_control_block is 72 bytes: it fits in its page, and is aligned", static run =>
        {
            run.Try("offset 4028", Control(0, FifoWords.ControlPage, LastOffset + 4));
            run.Try("offset 4032", Control(0, FifoWords.ControlPage, LastOffset + 8));
            run.Try("offset 4", Control(0, FifoWords.ControlPage, 4));
            run.Try("no memory", Control(0, NoPage));
            run.Try("offset 4024", Control(0, FifoWords.ControlPage, LastOffset));
        });
        add('D', "EVTCHN_FIFO_NR_CHANNELS is 1 << EVTCHN_FIFO_LINK_BITS", static run =>
            run.Note("link bits", ((byte)run.Done(Control(0)).Third).ToString(CultureInfo.InvariantCulture)));
        add('D', "EVTCHNOP_expand_array 12 gives a page of event words", static run =>
        {
            run.Do(Control(0));
            run.Try("no memory", Expand(NoPage));
            run.Try("a page", Expand());
        });
        add('D', "EVTCHNOP_set_priority 13: EVTCHN_FIFO_PRIORITY_MAX 0 to EVTCHN_FIFO_PRIORITY_MIN 15", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Try("0", Prioritize(port, 0));
            run.Try("15", Prioritize(port, 15));
            run.Try("16", Prioritize(port, 16));
            run.Try("a closed port", Prioritize(port + 1, 0));
            run.Try("a closed port, 16", Prioritize(port + 1, 16));
            run.Try("no port", Prioritize(uint.MaxValue, 0));
        });
        add('D', "EVTCHNOP_reset 10 goes back to the 2-level ABI", static run =>
        {
            Begin(run);
            run.Try("reset", Reset());
            run.Try("expand_array", Expand());
            run.Try("init_control", Control(0));
        });
    }

    private static void AddWords(Action<char, string, Action<CaseRun>> add)
    {
        add('D', "EVTCHN_FIFO_PENDING 31, EVTCHN_FIFO_LINKED 29", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Try("send", Send(port));
            run.NoteWord("port", port);
        });
        add('D', "EVTCHN_FIFO_MASKED 30", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Fifo.SetBit(port, FifoEvents.MaskedBit);
            run.Do(Send(port));
            run.NoteWord("sent", port);
            run.Try("unmask", Unmask(port));
            run.NoteWord("unmasked", port);
        });
        add('D', "EVTCHN_FIFO_BUSY 28 is not there where nobody interferes", static run =>
        {
            Begin(run);
            uint first = run.Do(BindIpi());
            uint second = run.Do(BindIpi());
            run.Do(Send(first));
            run.Fifo.SetBit(first, FifoEvents.BusyBit);
            run.Do(Send(second));
            run.NoteWord("a tail whose bit the guest set", first);
        });
        add('D', "An event word links to the next port of its queue", static run =>
        {
            Begin(run);
            uint first = run.Do(BindIpi());
            uint second = run.Do(BindIpi());
            run.Do(Send(first));
            run.Do(Send(second));
            run.NoteWord("first", first);
            run.NoteWord("second", second);
            run.Note("head", run.Fifo.ReadHead(0, FifoEvents.DefaultPriority).ToString(CultureInfo.InvariantCulture));
        });
        add('D', "The bit must be looked at after delivery was enabled again: unmask raises what is pending, whoever cleared MASKED", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Fifo.SetBit(port, FifoEvents.MaskedBit);
            run.Do(Send(port));
            run.Fifo.ClearBit(port, FifoEvents.MaskedBit);
            run.NoteWord("cleared by the guest", port);
            run.Try("unmask", Unmask(port));
            run.NoteWord("then", port);
        });
        add('D', "What no seed says: a closed port that is still linked is not given out", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Do(Close(port));
            run.NoteWord("closed", port);
            run.Note("the next is", run.Do(BindIpi()) == port ? "the same" : "another");
            run.Fifo.Unlink(port);
            run.Note("when it is unlinked", run.Do(BindIpi()) == port ? "the same" : "another");
        });
    }

    private static void AddQueues(Action<char, string, Action<CaseRun>> add)
    {
        add('D', "EVTCHN_FIFO_PRIORITY_DEFAULT is 7", static run =>
        {
            Begin(run);
            run.Do(Send(run.Do(BindIpi())));
            run.Note("ready", run.Fifo.ReadReady(0).ToString("x", CultureInfo.InvariantCulture));
        });
        add('D', "EVTCHN_FIFO_MAX_QUEUES is 16, for each vCPU", static run =>
        {
            Begin(run);
            for (uint priority = 0; priority < FifoEvents.QueueCount; priority++)
            {
                uint port = run.Do(BindIpi(1));
                run.Do(Prioritize(port, priority));
                run.Do(Send(port));
            }

            run.Note("ready of vCPU 0", run.Fifo.ReadReady(0).ToString("x", CultureInfo.InvariantCulture));
            run.Note("ready of vCPU 1", run.Fifo.ReadReady(1).ToString("x", CultureInfo.InvariantCulture));
        });
        add('D', "A priority is for events to come: one that waits stays in its queue", static run =>
        {
            Begin(run);
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Do(Prioritize(port, 0));
            run.NoteWord("pending", port);
            run.Fifo.TakeReady(0);
            run.Fifo.ConsumeHead(0, FifoEvents.DefaultPriority);
            run.Do(Send(port));
            run.NoteWord("sent again", port);
        });
        add('D', "READY is for a new head only", static run =>
        {
            Begin(run);
            uint first = run.Do(BindIpi());
            uint second = run.Do(BindIpi());
            run.Do(Send(first));
            run.Fifo.TakeReady(0);
            run.Words.ClearUpcallPending(0);
            run.Do(Send(second));
            run.NoteWord("second", second);
            run.Note("upcall", $"{run.Words.ReadUpcallPending(0)}");
        });
        add('D', "An event that waits when the ABI changes is raised when its word is there", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Do(Control(0));
            run.NoteWord("no page", port);
            run.Try("expand_array", Expand());
            run.NoteWord("a page", port);
        });
    }
}
