using System;
using XenGuest.Conformance;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Conformance;

/// <summary>The Xen below this guest. No upcall is ever delivered, so that nobody but the script touches a shared word.</summary>
internal sealed unsafe class XenTarget : ReplayTarget
{
    private const int PageShift = 12;

    private readonly XenHypervisor _hypervisor;
    private readonly byte* _sharedInfo;
    private readonly LentFrame[] _pages = new LentFrame[PageCount];

    public XenTarget()
    {
        MachineFacts facts;
        if (Machine.Call((ulong)MachineCall.ReadFacts, (ulong)&facts, 0, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException("The machine does not say where it runs.");
        }

        _hypervisor = new XenHypervisor(facts.HypercallByPage);
        _sharedInfo = (byte*)facts.SharedInfoPage;
        XenErrno refusal = SharedInfoPage.Map<nuint>(_hypervisor, new GuestFrame((ulong)_sharedInfo >> PageShift), _sharedInfo).Error;
        if (refusal != XenErrno.None)
        {
            throw new InvalidOperationException($"Xen does not map shared_info: {refusal}.");
        }

        for (int page = 0; page < PageCount; page++)
        {
            LentFrame frame;
            if (Machine.Call((ulong)MachineCall.LendFrame, (ulong)&frame, 0, 0, 0, 0) != 0)
            {
                throw new InvalidOperationException("The machine has no page left.");
            }

            _pages[page] = frame;
        }
    }

    public override Hypervisor Hypervisor => _hypervisor;

    public override byte* SharedInfo => _sharedInfo;

    public override HypercallResult EventChannelOp(uint command, void* argument) =>
        _hypervisor.Call(HypercallNumber.EventChannelOp, command, (nuint)argument, 0);

    public override HypercallResult EventChannelOpCompat(void* argument) =>
        _hypervisor.Call(HypercallNumber.EventChannelOpCompat, (nuint)argument, 0, 0);

    public override byte* PageAt(uint page) => (byte*)_pages[page].Address;

    public override GuestFrame FrameOf(uint page) => new(_pages[page].Frame);
}
