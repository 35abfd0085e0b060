using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Memory in which Xen keeps how one vCPU has spent its time, and with it the time that was stolen from it.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c> in a guest.</typeparam>
/// <remarks>
/// Xen writes whenever the vCPU changes its state, on whatever processor that happens: a reader on another vCPU sees it in the middle. So Xen is
/// asked to mark the area while it writes, and where it does not, there is no area. A restored domain has to register it again.
/// Xen: VCPUOP_register_runstate_memory_area, public/vcpu.h; VMASST_TYPE_runstate_update_flag, public/xen.h.
/// </remarks>
public sealed unsafe class RunStateArea<TWord>
    where TWord : unmanaged
{
    private const int StateCount = 4;

    /// <summary>How many bytes an area takes. It may not cross a page.</summary>
    public const int Size = 48;

    /// <summary>How often a copy is tried before Xen is taken not to finish its update.</summary>
    public const int MaximumTries = 1000;

    private readonly byte* _area;

    /// <summary>A place for the area, of which Xen does not know yet.</summary>
    /// <param name="vcpu">Whose time it will be; any vCPU.</param>
    /// <param name="area"><see cref="Size"/> bytes, aligned to 8, in one page: resident, mapped whenever the vCPU runs, and not the garbage collector's.</param>
    public RunStateArea(VcpuId vcpu, void* area)
    {
        Vcpu = vcpu;
        _area = (byte*)area;
    }

    /// <summary>Whose time it is.</summary>
    public VcpuId Vcpu { get; }

    /// <summary>Has Xen write it from now on; in a restored domain once more.</summary>
    /// <param name="hypervisor">Where the hypercalls go: that vCPU itself. From another one Xen writes what the state has lasted by then, as if it had
    /// ended, but leaves its beginning as it was: <see cref="VcpuRunState.At"/> would count it twice until the state changes.</param>
    /// <returns><see cref="XenErrno.None"/>: it holds the state by now; or
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.InvalidArgument"/> or <see cref="XenErrno.NotImplemented"/>: Xen does not mark the area while it writes, or has no areas;
    /// <see cref="XenErrno.BadAddress"/>: it is not mapped.</returns>
    /// <remarks>Two hypercalls; allocates nothing.</remarks>
    public XenErrno Register(Hypervisor hypervisor)
    {
        XenErrno error = hypervisor.VmAssist(VmAssistCommand.Enable, VmAssistType.RunStateUpdateFlag).Error;
        return error == XenErrno.None ? new VcpuOperations(hypervisor).RegisterRunState(Vcpu, _area) : error;
    }

    /// <summary>Copies the state while Xen is not changing it.</summary>
    /// <param name="state">How the vCPU has spent its time up to the last change of its state; <see cref="VcpuRunState.At"/> adds the rest.</param>
    /// <returns>Whether it is whole: not so if Xen was in the middle of an update at each of <see cref="MaximumTries"/> tries.</returns>
    /// <remarks>No hypercall, allocates nothing. Context: any thread, on any vCPU.</remarks>
    public bool TryRead(out VcpuRunState state)
    {
        for (int tries = 0; tries < MaximumTries; tries++)
        {
            // 1. Xen sets the mark in the entry time, 2. writes, 3. writes the entry time without it. A change between two looks has another entry time:
            // a state is entered at one moment only.
            if (TryCopy(out state))
            {
                return true;
            }
        }

        state = default;
        return false;
    }

    private bool TryCopy(out VcpuRunState state)
    {
        // As struct vcpu_runstate_info has them: the state, a word behind it the entry time, then the four times.
        ulong* entry = (ulong*)(_area + sizeof(TWord));
        VcpuRunstateInfo64 copy = default;
        copy.StateEntryTime = Load(entry);
        copy.State = (RunState)Atomic.Load((uint*)_area);
        for (int i = 0; i < StateCount; i++)
        {
            copy.Time[i] = Load(entry + 1 + i);
        }

        state = new VcpuRunState(copy);
        return (copy.StateEntryTime & RunStateFlags.Update) == 0 && Load(entry) == copy.StateEntryTime;
    }

    /// <summary>A 32-bit guest reads 64 bits in two halves, of which one may be new: the second look at the entry time sees that.</summary>
    private static ulong Load(ulong* word) => sizeof(TWord) == sizeof(ulong)
        ? Atomic.Load(word)
        : Atomic.Load((uint*)word) | ((ulong)Atomic.Load((uint*)word + 1) << 32);
}
