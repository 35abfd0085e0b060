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

    /// <summary>Connects to Xen: maps shared_info, registers vcpu_info, takes upcalls, starts the event thread.</summary>
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
        VcpuInfoRegistration<nuint> vcpuInfo = XenException.ValueOrThrow(
            shared.RegisterVcpuInfo(hypervisor, new VcpuId(0), FrameOf(facts.VcpuInfoPage), 0, facts.VcpuInfoPage), "registering vcpu_info");

        EventChannelTable channels = new(shared.Ports.Count);
        TwoLevelDispatcher<nuint> dispatcher = new(new VcpuId(0), vcpuInfo.Area, shared.Ports, channels);
        MachinePlatform.AttachUpcall(0, vcpuInfo.Area.Address);
        XenException.ThrowIfFailed(UpcallDelivery.UseVector(hypervisor, (byte)facts.UpcallVector), "setting the callback vector");

        GuestDomain domain = new(hypervisor, facts, options, vcpuInfo, shared.Ports, channels, dispatcher);
        EventThread.Start(dispatcher, facts.UpcallCounts);
        return domain;
    }

    /// <summary>The pages that Machine lends lie in the image, whose addresses are physical ones.</summary>
    private static GuestFrame FrameOf(void* page) => new((ulong)page >> PageShift);
}
