using System;
using System.Globalization;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using static XenGuest.Conformance.Seeds.Steps;

namespace XenGuest.Conformance.Seeds;

/// <summary>Document E: OpenBSD's xenreg.h, whose texts are older still.</summary>
internal static class OldHeaderCases
{
    public static void AddTo(Action<char, string, Action<CaseRun>> add)
    {
        AddWords(add);
        AddOperations(add);
        AddFeatures(add);
    }

    private static void AddWords(Action<char, string, Action<CaseRun>> add)
    {
        add('E', "evtchn_upcall_pending is written non-zero, and by Xen not cleared", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Words.ClearPending(port);
            run.Words.TakeSelector(0);
            run.Do(Close(port));
            run.NoteWords("words", port);
        });
        add('E', "evtchn_upcall_mask holds upcalls back", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Words.SetUpcallMask(0, 1);
            run.Do(Send(port));
            run.NoteWords("words", port);
            run.Words.SetUpcallMask(0, 0);
        });
        add('E', "PENDING is cleared by the guest", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Do(Send(port));
            run.Try("status", Status(port));
            run.Try("unmask", Unmask(port));
            run.NoteWords("words", port);
        });
        add('E', "MASK is only updated by the guest, and read only in Xen", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Words.SetMask(port);
            run.Try("unmask", Unmask(port));
            run.NoteWords("words", port);
        });
        add('E', "Of a channel that becomes pending while masked, the edge is lost: no upcall when it is unmasked", static run =>
        {
            uint port = run.Do(BindIpi());
            run.Words.SetMask(port);
            run.Do(Send(port));
            run.Try("unmask", Unmask(port));
            run.NoteWords("words", port);
        });
        add('E', "A bit of the selector covers a word of pending bits", static run =>
        {
            uint port = 0;
            while (port < 130)
            {
                port = run.Do(BindIpi());
            }

            run.Do(Send(130));
            run.NoteWords("port 130", 130);
        });
        add('E', "An upcall is made for the first event of a vCPU's words only", static run =>
        {
            uint first = run.Do(BindIpi());
            uint second = run.Do(BindIpi());
            run.Do(Send(first));
            run.Words.ClearUpcallPending(0);
            run.Do(Send(second));
            run.NoteWords("second, with the selector's bit still set", second);
        });
        add('E', "NR_EVENT_CHANNELS is 4096 for 64-bit guests", static run =>
        {
            run.Note("last port", $"{TakeEveryPort(run)}");
            run.Try("send 4095", Send(4095));
            run.Try("send 4096", Send(4096));
        });
    }

    private static void AddOperations(Action<char, string, Action<CaseRun>> add)
    {
        add('E', "There are three classes of events: between domains, physical, virtual; IPIs are missing there", static run =>
        {
            run.Try("interdomain", Connect(run.Do(Allocate())));
            run.Try("physical", BindPhysical(4));
            run.Try("virtual", BindVirtual(VirtualInterrupt.Console));
            run.Try("IPI", BindIpi());
        });
        add('E', "alloc_unbound 2: loopback", static run => run.Try("connected", Connect(run.Do(Allocate()))));
        add('E', "close: the remote end is unbound", static run =>
        {
            uint offer = run.Do(Allocate());
            run.Do(Close(run.Do(Connect(offer))));
            run.NoteStatus("status", offer);
        });
        add('E', "bind_vcpu 3: used again, back at vCPU 0", static run =>
        {
            uint port = run.Do(BindVirtual(VirtualInterrupt.Debug, 1));
            run.Do(Close(port));
            run.NoteStatus("used again", run.Do(Allocate()));
        });
        add('E', "unmask notifies the appropriate vCPU", static run =>
        {
            uint offer = run.Do(Allocate());
            uint port = run.Do(Connect(offer));
            run.Words.StartAnew(ulong.MaxValue);
            run.Do(Send(port));
            run.Do(Move(offer, 1));
            run.Try("unmask", Unmask(offer));
            run.NoteWords("vCPU 0", offer);
            run.NoteWords("vCPU 1", offer, 1);
        });
        add('E', "The old form was superseded at interface version 0x00030202", static run => run.Try("alloc_unbound by it", new(OperationKind.OldForm, (uint)EventChannelCommand.AllocateUnbound)));
        add('E', "ENOSYS is 38", static run => run.Note("errno", (-run.TryRaw(new(OperationKind.UnknownCommand, 15))).ToString(CultureInfo.InvariantCulture)));
    }

    private static void AddFeatures(Action<char, string, Action<CaseRun>> add)
    {
        add('E', "XENFEAT_hvm_callback_vector, 8: upcalls may come by a vector", static run => run.Note("feature", HasFeature(run, XenFeature.HvmCallbackVector)));
        add('E', "XENFEAT_hvm_pirqs, 10: physical interrupts may come as events", static run => run.Note("feature", HasFeature(run, XenFeature.HvmPirqs)));
        add('E', "HVM_PARAM_CALLBACK_IRQ 0: no notifications", static run =>
            run.Note("set_param", ErrnoName.Of(-(int)new HvmOperations(run.Target.Hypervisor).SetEventCallback(EventCallback.None))));
    }

    private static string HasFeature(CaseRun run, XenFeature feature) =>
        (new VersionOperations(run.Target.Hypervisor).GetFeatures(0).Value & (1u << (int)feature)) != 0 ? "yes" : "no";
}
