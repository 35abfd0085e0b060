using System.Runtime.ExceptionServices;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Where a guest begins: makes the connection to Xen.</summary>
public static unsafe class GuestEntry
{
    private const int PageShift = 12;

    private static readonly object s_lock = new();
    private static GuestDomain? s_domain;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Connects to Xen: maps shared_info, registers vcpu_info, chooses the event ABI, takes upcalls, starts the event thread.</summary>
    /// <returns>This domain; the same object every time.</returns>
    /// <exception cref="System.PlatformNotSupportedException">The program does not run on XenGuest's own machine.</exception>
    /// <exception cref="System.FormatException">The command line asks the platform for something that it does not have; see <see cref="GuestOptions"/>.</exception>
    /// <exception cref="XenException">Xen refused a step; the message names it. The same again at every further call.</exception>
    /// <remarks>Context: any thread. It is a handful of hypercalls the first time.</remarks>
    public static GuestDomain Start()
    {
        lock (s_lock)
        {
            s_failure?.Throw();
            try
            {
                return s_domain ??= Connect();
            }
            catch (XenException e)
            {
                // Steps that succeeded cannot be taken a second time.
                s_failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
        }
    }

    /// <summary>The way into Xen, top to bottom. Nothing else takes two of these steps.</summary>
    private static GuestDomain Connect()
    {
        MachineFacts facts = MachinePlatform.ReadFacts();
        GuestOptions options = GuestOptions.Read(facts);
        XenHypervisor hypervisor = new(options.Hypercalls == HypercallForm.Direct ? facts.HypercallDirect : facts.HypercallByPage);

        SharedInfoPage<nuint> shared = XenException.ValueOrThrow(
            SharedInfoPage.Map<nuint>(hypervisor, FrameOf(facts.SharedInfoPage), facts.SharedInfoPage), "mapping shared_info");
        GuestEventAbi events = GuestEventAbi.Choose(hypervisor, new MachinePages(), options.Events, shared.Ports);
        EventChannelTable channels = new(events.Ports.Count);
        GuestVcpu[] vcpus = new GuestVcpu[facts.CpuCount];
        for (uint vcpu = 0; vcpu < vcpus.Length; vcpu++)
        {
            VcpuInfoRegistration<nuint> vcpuInfo = PlaceVcpuInfo(hypervisor, shared, new VcpuId(vcpu));
            MachinePlatform.AttachUpcall(vcpu, vcpuInfo.Area.Address);
            vcpus[vcpu] = new GuestVcpu(vcpuInfo, events.MakeDispatcher(new VcpuId(vcpu), vcpuInfo.Area, channels));
        }

        // Not before every vCPU is attached: from here on upcalls come to each of them.
        XenException.ThrowIfFailed(UpcallDelivery.UseVector(hypervisor, (byte)facts.UpcallVector), "setting the callback vector");

        GuestDomain domain = new(hypervisor, facts, options, events, channels, vcpus);
        foreach (GuestVcpu vcpu in vcpus)
        {
            EventThread.Start(vcpu.Dispatcher);
        }

        return domain;
    }

    /// <summary>Machine has registered the places of all vCPUs but the first: they had to be, before the vCPUs were started.</summary>
    private static VcpuInfoRegistration<nuint> PlaceVcpuInfo(Hypervisor hypervisor, SharedInfoPage<nuint> shared, VcpuId vcpu)
    {
        VcpuFacts facts = MachinePlatform.ReadVcpuFacts(vcpu.Value);
        uint offset = (uint)((nuint)facts.VcpuInfo & (GuestFrame.Size - 1));
        return XenException.ValueOrThrow(
            vcpu.Value == 0
                ? shared.RegisterVcpuInfo(hypervisor, vcpu, FrameOf(facts.VcpuInfo), offset, facts.VcpuInfo)
                : shared.AdoptVcpuInfo(vcpu, new HypercallResult(facts.VcpuInfoRefusal).Error, facts.VcpuInfo),
            "registering vcpu_info");
    }

    /// <summary>The pages that Machine lends lie in the image, whose addresses are physical ones.</summary>
    private static GuestFrame FrameOf(void* page) => new((ulong)page >> PageShift);
}
