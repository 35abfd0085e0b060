using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>This domain as its program sees it.</summary>
public sealed unsafe class GuestDomain
{
    private readonly void* _hypercallByPage;
    private readonly void* _hypercallDirect;
    private readonly GuestMachine _machine;
    private readonly GuestConnection _connection;
    private readonly Lock _opening = new();
    private readonly GuestSuspension _suspension;
    private GuestStore? _store;
    private GuestGrants? _grants;

    internal GuestDomain(
        GuestMachine machine,
        Hypervisor hypervisor,
        GuestOptions options,
        XenDescription xen,
        GuestEventAbi events,
        EventChannelTable channels,
        GuestVcpu[] vcpus,
        GuestConnection connection)
    {
        MachineFacts facts = machine.Facts;
        _machine = machine;
        _connection = connection;
        _hypercallByPage = facts.HypercallByPage;
        _hypercallDirect = facts.HypercallDirect;
        Hypervisor = hypervisor;
        Options = options;
        Xen = xen;
        Machine = MachineDescription.Read(facts);
        EventPorts = events.Ports;
        FifoRefusal = events.FifoRefusal;
        EventChannelTable = channels;
        EventChannelBinder = new EventChannelBinder(hypervisor, events.Ports, channels);
        EventChannels = new GuestEventChannels(EventChannelBinder, Array.ConvertAll(vcpus, static vcpu => vcpu.Dispatcher), TimeProvider.System, vcpus.Length == 1 ? null : MachinePlatform.CurrentVcpu);
        Vcpus = vcpus;
        Time = new GuestTime(vcpus[0]);
        _suspension = new GuestSuspension(this, machine, connection);
    }

    /// <summary>Hypercalls as they are, for drivers.</summary>
    public Hypervisor Hypervisor { get; }

    /// <summary>What the command line asks of the platform.</summary>
    public GuestOptions Options { get; }

    /// <summary>The Xen below.</summary>
    public XenDescription Xen { get; }

    /// <summary>The machine that Xen gives this domain.</summary>
    public MachineDescription Machine { get; }

    /// <summary>Event channels, to be awaited.</summary>
    public GuestEventChannels EventChannels { get; }

    /// <summary>Event channels whose events go to a handler on the event thread, for drivers.</summary>
    public EventChannelBinder EventChannelBinder { get; }

    /// <summary>The ports in memory shared with Xen, and the event ABI in use.</summary>
    public EventPorts EventPorts { get; }

    /// <summary>
    /// Why the 2-level event ABI is in use though FIFO was not forbidden: Xen's error, or <see cref="XenErrno.OutOfMemory"/> where
    /// there was no page for it. Otherwise <see cref="XenErrno.None"/>.
    /// </summary>
    public XenErrno FifoRefusal { get; }

    /// <summary>Which channel belongs to which port: with <see cref="EventPorts"/> what another binder is made of.</summary>
    public EventChannelTable EventChannelTable { get; }

    /// <summary>The vCPUs that run threads of this program; vCPU n is at index n.</summary>
    public IReadOnlyList<GuestVcpu> Vcpus { get; }

    /// <summary>How upcalls reach the vCPUs.</summary>
    public UpcallWay Upcalls => _connection.Upcalls;

    /// <summary>Xen's time, and the timer of vCPU 0.</summary>
    public GuestTime Time { get; }

    /// <summary>Connects to xenstore. There is one connection: open it once, and again only after it was disposed of.</summary>
    /// <returns>The store.</returns>
    /// <exception cref="PlatformNotSupportedException">No toolstack gave this domain a page for it, as in a dom0.</exception>
    /// <exception cref="XenException">It is open already, or Xen does not know the port.</exception>
    public GuestStore OpenStore()
    {
        MachineFacts facts = _machine.Facts;
        if (facts.StorePage == null)
        {
            throw new PlatformNotSupportedException("This domain has no xenstore: no toolstack gave it a page for it.");
        }

        _store = GuestStore.Open(EventChannelBinder, new EventPort(facts.StorePort), facts.StorePage);
        return _store;
    }

    /// <summary>The domain's grant table, in the version that <see cref="GuestOptions.Grants"/> names: set up at the first call.</summary>
    /// <returns>The same object every time.</returns>
    /// <exception cref="XenException">See <see cref="GrantTable.SetUp"/>; <see cref="XenErrno.NotImplemented"/>: this Xen does not have that version.</exception>
    public GuestGrants OpenGrants()
    {
        lock (_opening)
        {
            return _grants ??= GuestGrants.Open(Hypervisor, _machine.Pages, Options.Grants);
        }
    }

    /// <summary>Suspends this domain, which only a toolstack lets go on that has asked for it: see <see cref="GuestPower"/>.</summary>
    /// <exception cref="InvalidOperationException">It is being suspended already.</exception>
    internal ValueTask<SuspendOutcome> SuspendAsync() => _suspension.RunAsync(_store);

    /// <summary>Does something while no thread begins to use grants or is about to use them.</summary>
    internal SuspendOutcome WhileGrantsStandStill(Func<SuspendOutcome> stop)
    {
        lock (_opening)
        {
            return _grants == null ? stop() : _grants.StandStill(stop);
        }
    }

    /// <summary>Lets the toolstack make this domain smaller, and larger again. Once: two would work against each other.</summary>
    /// <param name="store">The store, which stays open for as long as the target is followed.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>What follows the target from now on, by tasks of its own.</returns>
    /// <exception cref="StoreException">The store has no target, or its connection is over.</exception>
    /// <exception cref="System.FormatException">What the store has is no number.</exception>
    /// <exception cref="XenException">There is no page left.</exception>
    public ValueTask<GuestBalloon> OpenBalloonAsync(GuestStore store, CancellationToken cancellationToken = default)
    {
        ulong limit = 0;
        foreach (MemoryMapEntry entry in Machine.MemoryMap)
        {
            limit = entry.Type == HvmMemoryMapType.Ram ? Math.Max(limit, entry.Address + entry.Size) : limit;
        }

        return GuestBalloon.OpenAsync(Hypervisor, _machine, (uint)Math.Min(limit / GuestFrame.Size, uint.MaxValue), store, cancellationToken);
    }

    /// <summary>Xen by one way of entering it, whichever way the platform takes.</summary>
    /// <param name="form">The way.</param>
    /// <returns>A new object: it holds nothing but the way.</returns>
    public XenHypervisor HypervisorBy(HypercallForm form) =>
        new(form == HypercallForm.Direct ? _hypercallDirect : _hypercallByPage);
}
