using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>How the vCPU spends its time.</content>
public sealed unsafe partial class ModelVcpu
{
    private readonly ulong[] _stateTimes = new ulong[4];
    private RunState _state = RunState.Running;
    private ulong _stateSince;
    private byte* _runStateArea;

    /// <inheritdoc/>
    /// <remarks>Xen: vm_assist, xen/common/domain.c: a guest with hardware virtualisation has the marks in its run state only.</remarks>
    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type)
    {
        XenErrno error = Begin(HypercallNumber.VmAssist, (uint)type);
        if (error != XenErrno.None)
        {
            return Result(error);
        }

        if (type != VmAssistType.RunStateUpdateFlag)
        {
            return Result(XenErrno.InvalidArgument);
        }

        switch (command)
        {
            case VmAssistCommand.Enable:
                Domain.MarksRunState = true;
                return Result(XenErrno.None);
            case VmAssistCommand.Disable:
                Domain.MarksRunState = false;
                return Result(XenErrno.None);
            default:
                return Result(XenErrno.NotImplemented);
        }
    }

    /// <summary>Lets the vCPU enter a state at the host's present time, as Xen's scheduler does.</summary>
    /// <param name="state">The state.</param>
    /// <param name="meanwhile">Called while the area is half written; null for nothing.</param>
    /// <remarks>Xen: vcpu_runstate_change, xen/common/sched/core.c; update_runstate_area, xen/common/domain.c.</remarks>
    public void EnterRunState(RunState state, Action? meanwhile = null)
    {
        ulong now = Domain.Host.SystemTimeNanoseconds;
        _stateTimes[(int)_state] += now - _stateSince;
        _state = state;
        _stateSince = now;
        WriteRunState(meanwhile);
    }

    /// <summary>Xen: VCPUOP_register_runstate_memory_area, xen/common/domain.c: for another vCPU what vcpu_runstate_get says is written.</summary>
    private XenErrno RegisterRunState(in VcpuRegisterMemoryArea argument, ModelVcpu caller)
    {
        _runStateArea = (byte*)argument.Address;
        if (caller == this)
        {
            WriteRunState(null);
            return XenErrno.None;
        }

        return StoreRunState(_runStateArea);
    }

    /// <summary>Xen: vcpu_runstate_get: with what the state has lasted by now.</summary>
    private XenErrno StoreRunState(void* destination)
    {
        ulong before = _stateTimes[(int)_state];
        _stateTimes[(int)_state] += Domain.Host.SystemTimeNanoseconds - _stateSince;
        Store((byte*)destination, _stateSince, null);
        _stateTimes[(int)_state] = before;
        return XenErrno.None;
    }

    private void WriteRunState(Action? meanwhile)
    {
        if (_runStateArea == null)
        {
            return;
        }

        ulong* since = (ulong*)(_runStateArea + Domain.Layout.WordSize);
        ulong mark = Domain.MarksRunState ? RunStateFlags.Update : 0;
        Atomic.Store(since, *since | mark);
        Store(_runStateArea, _stateSince | mark, meanwhile);
        Atomic.Store(since, _stateSince);
    }

    /// <summary>The state, the entry time a word behind it, and the four times: struct vcpu_runstate_info of the domain's width.</summary>
    private void Store(byte* place, ulong since, Action? meanwhile)
    {
        ulong* words = (ulong*)(place + Domain.Layout.WordSize);
        Atomic.Store((uint*)place, (uint)_state);
        Atomic.Store(words, since);
        for (int i = 0; i < _stateTimes.Length; i++)
        {
            Atomic.Store(words + 1 + i, _stateTimes[i]);
            if (i == 0)
            {
                meanwhile?.Invoke();
            }
        }
    }
}
