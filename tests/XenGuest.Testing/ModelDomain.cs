using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>A domain on a modelled host.</summary>
public sealed unsafe partial class ModelDomain
{
    private readonly ModelVcpu[] _vcpus;
    private readonly byte* _unmappedSharedInfo;
    private byte* _sharedInfo;

    internal ModelDomain(XenModel host, DomainId id, DomainShape shape)
    {
        Host = host;
        Id = id;
        Shape = shape;
        Memory = new GuestMemory(shape.FrameCount + 1);

        // The last page is Xen's: shared_info as it is before the guest maps it, out of the guest's reach.
        _unmappedSharedInfo = (byte*)Memory.AddressOf(new GuestFrame((ulong)shape.FrameCount));
        _sharedInfo = _unmappedSharedInfo;
        Ports = new PortTable(this);
        EventAbi = new TwoLevelModel(this);
        Events = new EventChannelModel(this);
        Grants = new GrantTableModel(this);
        Mappings = new GrantMappings(this, []);
        _vcpus = new ModelVcpu[shape.VcpuCount];
        for (int vcpu = 0; vcpu < shape.VcpuCount; vcpu++)
        {
            _vcpus[vcpu] = new ModelVcpu(this, new VcpuId((uint)vcpu));
        }
    }

    /// <summary>The host it is on.</summary>
    public XenModel Host { get; }

    /// <summary>Its number: another one after <see cref="Restore"/>.</summary>
    public DomainId Id { get; private set; }

    /// <summary>What it was given.</summary>
    public DomainShape Shape { get; }

    /// <summary>Its memory, from guest frame 0 on.</summary>
    public GuestMemory Memory { get; }

    /// <summary>Its vCPUs: what its code makes hypercalls to.</summary>
    public IReadOnlyList<ModelVcpu> Vcpus => _vcpus;

    /// <summary>Why the domain shut down, or null while it runs.</summary>
    public ShutdownReason? Shutdown { get; internal set; }

    /// <summary>The features it is told about: submap 0 of XENVER_get_features.</summary>
    public uint Features { get; set; } =
        (1u << (int)XenFeature.WritablePageTables) | (1u << (int)XenFeature.AutoTranslatedPhysmap)
        | (1u << (int)XenFeature.SupervisorModeKernel) | (1u << (int)XenFeature.HvmCallbackVector)
        | (1u << (int)XenFeature.HvmSafePvclock) | (1u << (int)XenFeature.MemoryOpVirtualNode);

    internal PortTable Ports { get; private set; }

    internal EventChannelModel Events { get; }

    internal GrantTableModel Grants { get; private set; }

    internal GrantMappings Mappings { get; private set; }

    internal EventAbiModel EventAbi { get; set; }

    internal HvmParameterModel Parameters { get; private set; } = new();

    /// <summary>The layout of the shared page: 64-bit until a vCPU latches its own width.</summary>
    internal SharedInfoLayout Layout { get; private set; } = new(sizeof(ulong));

    /// <summary>How upcalls are delivered, as a value of HVM_PARAM_CALLBACK_IRQ.</summary>
    internal ulong UpcallDelivery { get; private set; }

    internal uint* PendingBits => (uint*)(_sharedInfo + SharedInfoLayout.EventPending);

    internal uint* MaskBits => (uint*)(_sharedInfo + Layout.EventMask);

    /// <summary>Whether a port's event waits, as Xen sees it.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether its pending bit is set.</returns>
    public bool IsPending(EventPort port) => EventAbi.IsPending(port.Value);

    /// <summary>Where the host finds what the domain sees at one of its frames.</summary>
    /// <param name="frame">The frame: of its memory, or one at which it has mapped a grant.</param>
    /// <returns>The address of the first byte: of a grant, that of the page of the domain that grants it.</returns>
    /// <remarks>Memory over which a grant was mapped is lost to the domain, though the host still finds it.</remarks>
    public void* AddressOf(GuestFrame frame)
    {
        GrantMapping? mapping = Mappings.Find(frame);
        return mapping == null ? Memory.AddressOf(frame) : (void*)mapping.Page;
    }

    /// <summary>Sets a parameter as the toolstack does, which may set all.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value.</param>
    public void SetParameter(HvmParameter parameter, ulong value) => Parameters[parameter] = value;

    /// <summary>Raises a virtual interrupt as a part of Xen does.</summary>
    /// <param name="interrupt">The interrupt. One of each vCPU is raised on vCPU 0.</param>
    public void RaiseVirtualInterrupt(VirtualInterrupt interrupt) => _vcpus[0].RaiseVirtualInterrupt(interrupt);

    /// <summary>Raises a physical interrupt. Xen: send_guest_pirq, xen/common/event_channel.c.</summary>
    /// <param name="interrupt">Xen's number of it. Nothing happens unless a port is bound to it.</param>
    public void RaisePhysicalInterrupt(uint interrupt)
    {
        Host.Lock.Enter(XenLocks.Ports);
        Events.RaisePhysical(interrupt);
        Host.Lock.Exit(XenLocks.Ports);
        Host.InterruptKicked();
    }

    /// <summary>Opens a port whose events Xen itself takes, as it does for emulated devices.</summary>
    /// <param name="vcpu">The vCPU it belongs to.</param>
    /// <param name="remote">The domain that may connect.</param>
    /// <returns>The port, or Xen's error.</returns>
    public XenResult<EventPort> OpenPortOfXen(VcpuId vcpu, DomainId remote)
    {
        Host.Lock.Enter(XenLocks.All);
        XenResult<EventPort> port = Events.OpenPortOfXen(vcpu, remote);
        Host.Lock.Exit(XenLocks.All);
        return port;
    }

    internal ModelVcpu? FindVcpu(uint vcpu) => vcpu < _vcpus.Length ? _vcpus[vcpu] : null;

    /// <summary>Xen's place for a vCPU without a registered one. Xen: vcpu_info_reset, xen/common/domain.c.</summary>
    internal byte* UnregisteredVcpuInfo(uint vcpu) =>
        vcpu < SharedInfoLayout.VcpuInfoCount ? _sharedInfo + (vcpu * SharedInfoLayout.VcpuInfoSize) : null;

    /// <summary>Puts the shared page at a guest frame; what it holds goes with it.</summary>
    internal void MoveSharedInfo(GuestFrame frame)
    {
        byte* place = (byte*)Memory.AddressOf(frame);
        if (place == _sharedInfo)
        {
            return;
        }

        Buffer.MemoryCopy(_sharedInfo, place, GuestFrame.Size, GuestFrame.Size);

        // Whoever still looks at the old place sees that it is wrong.
        new Span<byte>(_sharedInfo, GuestFrame.Size).Fill(0xFF);
        _sharedInfo = place;
    }

    /// <summary>Xen: hvm_latch_shinfo_size, xen/arch/x86/hvm/hvm.c. Nothing is converted.</summary>
    internal void LatchLayout() => Layout = new SharedInfoLayout(Shape.WordSize);

    /// <summary>Xen: hvm_set_callback_via, xen/arch/x86/hvm/irq.c.</summary>
    internal void SetUpcallDelivery(ulong delivery)
    {
        UpcallDelivery = delivery;
        foreach (ModelVcpu vcpu in _vcpus)
        {
            vcpu.Kick();
        }
    }

    internal void InterruptKicked()
    {
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            _vcpus[vcpu].InterruptIfKicked();
        }
    }
}
