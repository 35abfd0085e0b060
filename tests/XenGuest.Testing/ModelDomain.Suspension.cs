using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>What becomes of a domain that suspends itself.</content>
public sealed unsafe partial class ModelDomain
{
    private readonly List<GrantTableModel> _retired = [];
    private int _answer;

    /// <summary>What the toolstack does when the domain has suspended itself: it ends with <see cref="Resume"/> or
    /// <see cref="Restore"/>.</summary>
    /// <remarks>
    /// Called inside the hypercall, by the vCPU that made it; the others of the domain must not run meanwhile. Without it, or where it
    /// does neither, the domain stays down, and whoever goes on in it does what no guest can.
    /// </remarks>
    public Action? WhileSuspended { get; set; }

    /// <summary>Lets a suspended domain go on as if nothing had been: the suspension is cancelled.</summary>
    /// <exception cref="InvalidOperationException">It is not suspended.</exception>
    /// <remarks>The hypercall answers 1. But the tools do not write that answer for a domain that has not set HVM_PARAM_CALLBACK_IRQ,
    /// which they take for one without such drivers: there it is 0, as after a restore.
    /// Xen: modify_returncode, tools/libs/guest/xg_resume.c.</remarks>
    public void Resume()
    {
        RequireSuspended();
        Shutdown = null;
        _answer = Parameters[HvmParameter.CallbackIrq] != 0 ? 1 : 0;
    }

    /// <summary>Makes a new domain of a suspended one, as the toolstack does that saves and restores it.</summary>
    /// <exception cref="InvalidOperationException">It is not suspended.</exception>
    /// <remarks>
    /// <para>What stays: its memory, in which the pages that were shared with Xen are ordinary memory now, their content as it was; its
    /// registers; and the parameters that the tools save. The pages of xenstore and the console are cleared.</para>
    /// <para>What is gone: its number; every port (peers' are unbound); its grants and mappings, the version of its table; shared_info,
    /// vcpu_info and the width that was latched; the upcall's vectors; the FIFO ABI; timers. What peers had mapped of it they have still,
    /// and it is not the domain's page any more.</para>
    /// <para>Whoever plays the toolstack then connects it to xenstore anew: <see cref="ModelStore.Release"/> before,
    /// <see cref="ModelStore.Introduce"/> behind this.</para>
    /// <para>Xen: tools/libs/guest/xg_sr_restore_x86_hvm.c; hvm_save and hvm_load.</para>
    /// </remarks>
    public void Restore()
    {
        RequireSuspended();
        Host.Lock.Enter(XenLocks.All);
        Events.CloseAll();
        Host.Lock.Exit(XenLocks.All);
        Host.Lock.Enter(XenLocks.Grants);
        Mappings = new GrantMappings(this, Mappings.ReleaseAll());
        Host.LeaveMappings(Grants);
        Grants.Retire();
        _retired.Add(Grants);
        Grants = new GrantTableModel(this);
        Host.Lock.Exit(XenLocks.Grants);

        _sharedInfo = _unmappedSharedInfo;
        new Span<byte>(_sharedInfo, GuestFrame.Size).Clear();
        Layout = new SharedInfoLayout(sizeof(ulong));
        UpcallDelivery = 0;
        Parameters = Parameters.Saved();
        Ports = new PortTable(this);
        EventAbi = new TwoLevelModel(this);
        foreach (ModelVcpu vcpu in _vcpus)
        {
            vcpu.Restore();
        }

        Clear(HvmParameter.StorePage);
        Clear(HvmParameter.ConsolePage);
        Id = Host.Renumber(this);
        Shutdown = null;
        _answer = 0;
    }

    /// <summary>Gives the memory back.</summary>
    internal void Free()
    {
        Memory.Dispose();
        Grants.Dispose();
        _retired.ForEach(static table => table.Dispose());
    }

    /// <summary>Has the toolstack act on a domain that is down.</summary>
    /// <returns>What the hypercall answers.</returns>
    internal int Suspend()
    {
        _answer = 0;
        WhileSuspended?.Invoke();
        return _answer;
    }

    /// <summary>Xen: xc_clear_domain_page.</summary>
    private void Clear(HvmParameter page)
    {
        GuestFrame frame = new(Parameters[page]);
        if (frame.Value != 0 && Memory.Contains(frame))
        {
            new Span<byte>(Memory.AddressOf(frame), GuestFrame.Size).Clear();
        }
    }

    private void RequireSuspended()
    {
        if (Shutdown != ShutdownReason.Suspend)
        {
            throw new InvalidOperationException("The domain is not suspended.");
        }
    }
}
