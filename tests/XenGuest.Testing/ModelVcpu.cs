using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>A vCPU of a modelled domain: Xen, as the code that runs there sees it.</summary>
/// <remarks>Operations that are not modelled answer <see cref="XenErrno.NotImplemented"/>, as Xen does to an operation
/// that it does not know.</remarks>
public sealed unsafe partial class ModelVcpu : Hypervisor
{
    private readonly Dictionary<(HypercallNumber Number, uint Command), XenErrno> _refusals = [];
    private readonly int[] _eventOperations = new int[(int)EventChannelCommand.XenResetContinuation + 1];
    private readonly byte[] _vcpuInfoOfNobody = GC.AllocateArray<byte>(SharedInfoLayout.VcpuInfoSize, pinned: true);
    private byte* _registeredVcpuInfo;
    private bool _interruptsEnabled = true;
    private byte _upcallVector;
    private int _kicked;

    internal ModelVcpu(ModelDomain domain, VcpuId id)
    {
        Domain = domain;
        Id = id;
    }

    /// <summary>The domain that the vCPU belongs to.</summary>
    public ModelDomain Domain { get; }

    /// <summary>Its number.</summary>
    public VcpuId Id { get; }

    /// <summary>Whether it was started. Only a vCPU that is down can be given its vcpu_info by another.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>What the guest does when the vCPU is interrupted by an upcall: at least clear evtchn_upcall_pending.</summary>
    /// <remarks>Called by whichever thread raised the event, after the operation that raised it.</remarks>
    public Action? Upcall { get; set; }

    /// <summary>Whether the vCPU takes interrupts. An upcall that came while it did not is made when it does.</summary>
    public bool InterruptsEnabled
    {
        get => _interruptsEnabled;
        set
        {
            _interruptsEnabled = value;
            if (value)
            {
                Kick();
            }

            InterruptIfKicked();
        }
    }

    /// <summary>How many hypercalls were made on this vCPU.</summary>
    public int HypercallCount { get; private set; }

    internal ulong? TimerDeadline { get; private set; }

    internal uint* PendingSelector => (uint*)(VcpuInfo + Domain.Layout.PendingSelector);

    private byte* VcpuInfo => _registeredVcpuInfo != null ? _registeredVcpuInfo : UnregisteredVcpuInfo;

    /// <summary>A vCPU beyond those of the shared page has none until it registers one: what Xen writes is lost.</summary>
    private byte* UnregisteredVcpuInfo
    {
        get
        {
            byte* place = Domain.UnregisteredVcpuInfo(Id.Value);
            return place != null ? place : (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(
                _vcpuInfoOfNobody, 0);
        }
    }

    /// <summary>How many event channel operations of one kind were made on this vCPU.</summary>
    /// <param name="command">The kind.</param>
    /// <returns>The count.</returns>
    public int CountOf(EventChannelCommand command) => _eventOperations[(int)command];

    /// <summary>Answers one operation with an error from now on, as a Xen that lacks or forbids it.</summary>
    /// <param name="hypercall">The hypercall.</param>
    /// <param name="command">Its command.</param>
    /// <param name="error">The error; <see cref="XenErrno.None"/> ends it.</param>
    public void Refuse(HypercallNumber hypercall, uint command, XenErrno error)
    {
        _refusals[(hypercall, command)] = error;
    }

    /// <summary>Raises a virtual interrupt of this vCPU, or of its domain, as a part of Xen does.</summary>
    /// <param name="interrupt">The interrupt. Nothing happens unless a port is bound to it.</param>
    public void RaiseVirtualInterrupt(VirtualInterrupt interrupt)
    {
        Domain.Host.Lock.Enter(XenLocks.Ports);
        Domain.Events.RaiseVirtual(this, interrupt);
        Domain.Host.Lock.Exit(XenLocks.Ports);
        Domain.Host.InterruptKicked();
    }

    /// <summary>Xen: vcpu_mark_events_pending, xen/arch/x86/domain.c.</summary>
    internal void MarkEventsPending()
    {
        if (!Atomic.SetBit((uint*)VcpuInfo, 0))
        {
            Kick();
        }
    }

    /// <summary>Has the vCPU look for an upcall when Xen next returns to it.</summary>
    internal void Kick() => Atomic.Exchange(ref _kicked, 1);

    /// <summary>Xen: hvm_vcpu_has_pending_irq, hvm_assert_evtchn_irq, xen/arch/x86/hvm/irq.c.</summary>
    internal void InterruptIfKicked()
    {
        if (Atomic.Load(ref _kicked) == 0 || !_interruptsEnabled || Atomic.Exchange(ref _kicked, 0) == 0)
        {
            return;
        }

        bool delivers = _upcallVector != 0 || (Domain.UpcallDelivery >> HvmCallback.TypeShift) switch
        {
            HvmCallback.TypeVector => true,
            HvmCallback.TypeGsi => Domain.UpcallDelivery != 0 && Id.Value == 0,
            _ => Id.Value == 0,
        };
        if (delivers && Atomic.Load(VcpuInfo) != 0)
        {
            Upcall?.Invoke();
        }
    }

    /// <summary>What Xen knows of the vCPU is not saved but for its registers.</summary>
    internal void Restore()
    {
        _registeredVcpuInfo = null;
        _upcallVector = 0;
        TimerDeadline = null;
        Atomic.Exchange(ref _kicked, 0);
    }

    internal void FireTimer()
    {
        TimerDeadline = null;
        RaiseVirtualInterrupt(VirtualInterrupt.Timer);
    }

    /// <summary>Counts a hypercall, and finds out whether the model was told to refuse it.</summary>
    private XenErrno Begin(HypercallNumber hypercall, uint command)
    {
        HypercallCount++;
        return _refusals.GetValueOrDefault((hypercall, command));
    }

    private HypercallResult Result(XenErrno error)
    {
        // What was kicked is interrupted when Xen returns to the guest.
        Domain.Host.InterruptKicked();
        return error == XenErrno.None ? HypercallResult.Success : HypercallResult.Failure(error);
    }
}
