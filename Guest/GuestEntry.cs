using System;
using System.Runtime.ExceptionServices;
using XenGuest.Hypercall;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Where a guest begins: makes the connection to Xen.</summary>
public static unsafe class GuestEntry
{
    private static readonly object s_lock = new();
    private static GuestDomain? s_domain;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Connects to Xen: maps shared_info, registers vcpu_info, chooses the event ABI, takes upcalls, starts the event thread.</summary>
    /// <returns>This domain; the same object every time.</returns>
    /// <exception cref="System.PlatformNotSupportedException">The program does not run on XenGuest's own machine, or Xen does not offer what the message names.</exception>
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
            catch (Exception e) when (e is XenException or PlatformNotSupportedException)
            {
                // Steps that succeeded cannot be taken a second time.
                s_failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
        }
    }

    private static GuestDomain Connect()
    {
        BareMachine machine = new();
        GuestOptions options = GuestOptions.Read(machine.Facts);
        XenHypervisor hypervisor = new(
            options.Hypercalls == HypercallForm.Direct ? machine.Facts.HypercallDirect : machine.Facts.HypercallByPage);

        GuestDomain domain = GuestConnection.Make(machine, hypervisor, options);
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            EventThread.Start(vcpu.Dispatcher);
        }

        ConsoleEvents.Take(domain.EventChannelBinder, new EventPort(machine.Facts.ConsolePort));
        return domain;
    }
}
