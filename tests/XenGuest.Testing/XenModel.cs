using System;
using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <summary>A host that runs no code of its own and plays Xen to the domains on it.</summary>
/// <remarks>
/// What a domain calls is its vCPU, which is a <see cref="Hypervisor"/>: the same code that runs under Xen runs here,
/// and reads and writes the same bytes. Any thread may play any vCPU.
/// Time stands still unless it is advanced.
/// </remarks>
public sealed partial class XenModel : IDisposable
{
    private readonly List<ModelDomain?> _domains = [];

    /// <summary>A host without domains.</summary>
    /// <param name="release">Whose rules it plays.</param>
    public XenModel(XenRelease release)
    {
        Release = release;
        VirtualInterrupts = VirtualInterruptRules.Of(release);
    }

    /// <summary>A host without domains that plays the rules of Xen 4.17.</summary>
    public XenModel()
        : this(XenRelease.Xen417)
    {
    }

    /// <summary>Whose rules it plays.</summary>
    public XenRelease Release { get; }

    /// <summary>Nanoseconds since the host started.</summary>
    public ulong SystemTimeNanoseconds { get; private set; }

    internal ModelLock Lock { get; } = new();

    /// <summary>Creates a domain; the first has number 0.</summary>
    /// <param name="shape">What it is given.</param>
    /// <returns>The domain. The model ends it.</returns>
    public ModelDomain CreateDomain(DomainShape shape)
    {
        ModelDomain domain = new(this, new DomainId((ushort)_domains.Count), shape);
        _domains.Add(domain);
        return domain;
    }

    /// <summary>Lets time pass; timers that run out raise VIRQ_TIMER, in their order.</summary>
    /// <param name="nanoseconds">How much.</param>
    public void Advance(ulong nanoseconds)
    {
        ulong end = SystemTimeNanoseconds + nanoseconds;
        while (true)
        {
            ModelVcpu? first = FindFirstTimer();
            if (first == null || first.TimerDeadline > end)
            {
                break;
            }

            SystemTimeNanoseconds = Math.Max(SystemTimeNanoseconds, first.TimerDeadline ?? 0);
            first.FireTimer();
        }

        SystemTimeNanoseconds = end;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModelDomain? domain in _domains)
        {
            domain?.Free();
        }
    }

    /// <summary>Xen: rcu_lock_domain_by_any_id, xen/common/domain.c.</summary>
    internal ModelDomain? Find(ushort domain, ModelDomain caller)
    {
        if (domain == DomainId.Self.Value)
        {
            return caller;
        }

        return FindByNumber(domain);
    }

    /// <summary>Xen: rcu_lock_domain_by_id, xen/common/domain.c: DOMID_SELF is no domain here.</summary>
    internal ModelDomain? FindByNumber(ushort domain) => domain < _domains.Count ? _domains[domain] : null;

    /// <summary>Gives a domain the next number; its old one is nobody's.</summary>
    internal DomainId Renumber(ModelDomain domain)
    {
        _domains[domain.Id.Value] = null;
        _domains.Add(domain);
        return new DomainId((ushort)(_domains.Count - 1));
    }

    /// <summary>Leaves what other domains have mapped of a table to them, as copies: the domain's own pages go on without them.</summary>
    internal void LeaveMappings(GrantTableModel table)
    {
        foreach (ModelDomain? domain in _domains)
        {
            domain?.Mappings.Leave(table);
        }
    }

    /// <summary>Interrupts the vCPUs that were kicked while Xen's state was locked.</summary>
    internal void InterruptKicked()
    {
        for (int domain = 0; domain < _domains.Count; domain++)
        {
            _domains[domain]?.InterruptKicked();
        }
    }

    private ModelVcpu? FindFirstTimer()
    {
        ModelVcpu? first = null;
        foreach (ModelDomain? domain in _domains)
        {
            foreach (ModelVcpu vcpu in domain?.Vcpus ?? [])
            {
                if (vcpu.TimerDeadline != null && (first == null || vcpu.TimerDeadline < first.TimerDeadline))
                {
                    first = vcpu;
                }
            }
        }

        return first;
    }
}
